import { Injectable } from '@nestjs/common';
import { Clock, dayMs, Logger } from '@tribe/service-kit';
import { Scheduled } from './job.decorators';
import { JobStore } from './job.store';

const keepDoneDays = 7;
const keepFailedDays = 90;
const keepSlotsDays = 30;

/** Deletes done jobs after a week, and failed jobs after three months, which leaves time to inspect them. */
@Injectable()
export class PurgeJobsJob {
  constructor(
    private readonly store: JobStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  @Scheduled({ name: 'purge-jobs-v1', cron: '17 * * * *' })
  async run(): Promise<void> {
    const ago = (days: number) => new Date(this.clock.now().getTime() - days * dayMs);
    const purged = await this.store.purge({
      done: ago(keepDoneDays),
      failed: ago(keepFailedDays),
      slots: ago(keepSlotsDays),
    });
    if (purged > 0) this.logger.info({ purged }, 'purged finished jobs');
  }
}
