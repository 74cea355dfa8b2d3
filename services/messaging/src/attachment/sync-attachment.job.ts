import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { type CommittedUse, MediaUses } from '@tribe/projections';
import { id, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { setTeamService } from '../access/team-scope';
import type { Tx } from '../prisma.service';
import { isAttached, removeMedia } from './attachment.queries';
import { targetOf } from './attachment.rules';

/** As the trigger of `message_attachments` writes it. */
const attachmentSync = z.object({ messageId: id, mediaId: id, ownerId: id });

/** Tells media which attachments exist. A trigger records a job for each that is added or removed, in any way. */
@Injectable()
export class SyncAttachmentJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly media: MediaUses,
  ) {}

  // With waits of up to 15 minutes, for about a day: media keeps a reserved attachment for as long.
  @DueJob('messaging-sync-attachment-v1', { maxAttempts: 100 })
  async syncAttachment({ payload }: DueJobOf<unknown>): Promise<void> {
    const { messageId, mediaId, ownerId } = attachmentSync.parse(payload);
    const use = { mediaId, ownerId, purpose: 'message', target: targetOf(messageId) };
    const readUse = () => this.useOf(messageId, mediaId);
    const state = await this.media.report(use, readUse);
    if (state === 'lost') await this.transactions.run((tx) => removeFromMessages(tx, mediaId));
  }

  private useOf(messageId: string, mediaId: string): Promise<CommittedUse> {
    return this.transactions.run(async ({ sql }) => {
      await setTeamService(sql);
      return (await isAttached(sql, messageId, mediaId)) ? 'used' : 'ended';
    });
  }
}

async function removeFromMessages({ sql }: Tx, mediaId: string): Promise<void> {
  await setTeamService(sql);
  await removeMedia(sql, mediaId);
}
