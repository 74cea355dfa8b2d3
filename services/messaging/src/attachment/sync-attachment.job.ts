import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { MediaUses } from '@tribe/projections';
import { id, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { setTeamService } from '../access/team-scope';
import type { Tx } from '../prisma.service';
import { isAttached, removeMedia } from './attachment.queries';

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
    const use = { mediaId, ownerId, purpose: 'message', target: `message/${messageId}` };
    const isUsed = () => this.isAttached(messageId, mediaId);
    const state = await this.media.report(use, isUsed, { deleteUnused: true });
    if (state === 'lost') await this.transactions.run((tx) => removeFromMessages(tx, mediaId));
  }

  private isAttached(messageId: string, mediaId: string): Promise<boolean> {
    return this.transactions.run(async ({ sql }) => {
      await setTeamService(sql);
      return isAttached(sql, messageId, mediaId);
    });
  }
}

async function removeFromMessages({ sql }: Tx, mediaId: string): Promise<void> {
  await setTeamService(sql);
  await removeMedia(sql, mediaId);
}
