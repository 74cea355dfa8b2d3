import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Transactions } from '@tribe/service-kit';
import { MediaRemoval } from '../media/media-removal';
import { MediaUrls } from '../media/media-urls';
import { usesOf } from '../media/media-uses.queries';
import { mediaReady } from '../media/media.events';
import { lockMedia, type Media } from '../media/media.queries';
import type { Tx } from '../prisma.service';
import type { CheckResult } from './picture';

/** Ends the processing of a media, when all its objects are stored. */
@Injectable()
export class MediaCompletion {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly removal: MediaRemoval,
    private readonly events: EventPublisher,
    private readonly urls: MediaUrls,
    private readonly clock: Clock,
  ) {}

  /** Makes a processed media ready, or rejects it. */
  async finish(mediaId: string, result: CheckResult): Promise<void> {
    await this.transactions.run(async (tx) => {
      const media = await lockMedia(tx, mediaId);
      // Deleted meanwhile: the deletion deletes the objects once more after the lease of this job.
      if (media?.state !== 'processing') return;
      if ('rejection' in result) await this.removal.reject(tx, media, result.rejection);
      else await this.makeReady(tx, media, result.picture);
    });
  }

  private async makeReady(
    tx: Tx,
    media: Media,
    picture: Exclude<CheckResult, { rejection: string }>['picture'],
  ): Promise<void> {
    const now = this.clock.now();
    const { begun, reservedUntil } = await usesOf(tx, media.id, now);

    const changes = {
      ...picture,
      state: 'ready' as const,
      expiresAt: begun > 0 ? null : (reservedUntil ?? media.expiresAt),
      version: media.version + 1n,
      updatedAt: now,
    };

    await tx.media.update({ where: { id: media.id }, data: changes, select: { id: true } });
    await this.removal.deleteSource(tx, media);
    const event = mediaReady({ ...media, ...changes }, this.urls.publicUrlOf(media));
    await this.events.publish(tx, event);
  }
}
