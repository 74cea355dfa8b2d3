import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, Database, Metrics, Transactions } from '@tribe/service-kit';
import { MediaRemoval } from '../media/media-removal';
import { findExpired, lockMedia } from '../media/media.queries';
import type { Tx } from '../prisma.service';

/** Of one run; the next one continues. */
const maxPerRun = 500;

/** Deletes uploads that were not completed, media that nothing uses, and media whose processing never ended. */
@Injectable()
export class ExpireMediaJob {
  private readonly expired;

  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly removal: MediaRemoval,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.expired = metrics.counter({
      name: 'tribe_media_expired_total',
      help: 'Media that were deleted because they were incomplete or unused for a day, by state',
      labels: ['state'],
    });
  }

  @Scheduled({ name: 'media-expire-v1', cron: '*/10 * * * *' })
  async run(): Promise<void> {
    const now = this.clock.now();
    for (const { id } of await findExpired(this.database, now, maxPerRun))
      await this.expire(id, now);
  }

  private async expire(id: string, now: Date): Promise<void> {
    const state = await this.transactions.run(async (tx) => {
      const media = await lockMedia(tx, id);
      // It may have been attached since it was found.
      if (!media?.expiresAt || media.expiresAt > now) return undefined;
      await this.removal.delete(tx, media);

      return media.state;
    });

    if (state) this.expired.inc({ state });
  }
}
