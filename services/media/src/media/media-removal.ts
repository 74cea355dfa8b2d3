import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { DueJobs } from '@tribe/jobs';
import { Clock, InjectConfig } from '@tribe/service-kit';
import type { MediaConfig } from '../config';
import type { Tx } from '../prisma.service';
import { deleteObjectsJob, processingLeaseSeconds } from './media-jobs';
import { keysOf, sourceKey } from './media-kind.rules';
import { mediaDeleted, mediaRejected } from './media.events';
import type { Media } from './media.queries';

/** Ends a locked media, and has its objects deleted after the commit. */
@Injectable()
export class MediaRemoval {
  constructor(
    private readonly dueJobs: DueJobs,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: MediaConfig,
  ) {}

  /** Leaves a tombstone. */
  async delete(tx: Tx, media: Media): Promise<void> {
    const deleted = await this.end(tx, media, { state: 'deleted' });
    await tx.mediaAttachment.deleteMany({ where: { mediaId: media.id } });
    await this.events.publish(tx, mediaDeleted(deleted));
  }

  async reject(tx: Tx, media: Media, rejection: string): Promise<void> {
    const rejected = await this.end(tx, media, { state: 'rejected', rejection });
    await this.events.publish(tx, mediaRejected(rejected));
  }

  /** Deletes all objects of a media now, and again when neither a running job nor a signed URL can write one. */
  async deleteObjects(tx: Tx, media: Media): Promise<void> {
    await this.deleteLater(tx, media.id, keysOf(media), 'all');
  }

  /** Deletes the uploaded original, which may contain the place where a picture was taken. */
  async deleteSource(tx: Tx, { id }: Media): Promise<void> {
    await this.deleteLater(tx, id, [sourceKey(id)], 'source');
  }

  private async end(tx: Tx, media: Media, change: Partial<Media>): Promise<Media> {
    const [updatedAt, version] = [this.clock.now(), media.version + 1n];
    const ended = { ...media, ...change, expiresAt: null, updatedAt, version };

    await tx.media.update({
      where: { id: media.id },
      data: { ...change, variants: undefined, expiresAt: null, updatedAt, version },
      select: { id: true },
    });

    await this.deleteObjects(tx, media);

    return ended;
  }

  private async deleteLater(tx: Tx, id: string, keys: string[], what: string): Promise<void> {
    const now = this.clock.now();
    const openSeconds = Math.max(processingLeaseSeconds, this.config.MEDIA_UPLOAD_URL_SECONDS) + 60;

    for (const [turn, seconds] of [
      ['now', 0],
      ['again', openSeconds],
    ] as const)
      await this.dueJobs.enqueue(tx, {
        kind: deleteObjectsJob,
        key: `${id} ${what} ${turn}`,
        runAt: new Date(now.getTime() + seconds * 1_000),
        payload: { keys },
      });
  }
}
