import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, InjectConfig, deleteInBites } from '@tribe/service-kit';
import type { NotificationsConfig } from '../config';
import { NotificationQueries } from './notification.queries';

const dayMs = 86_400_000;

/** Old notifications go: nobody scrolls back a quarter of a year. */
@Injectable()
export class PurgeNotificationsJob {
  constructor(
    private readonly queries: NotificationQueries,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: NotificationsConfig,
  ) {}

  @Scheduled({ name: 'notifications-purge-v1', cron: '30 3 * * *' })
  async run(): Promise<void> {
    const before = new Date(
      this.clock.now().getTime() - this.config.NOTIFICATION_RETENTION_DAYS * dayMs,
    );
    await deleteInBites((limit) => this.queries.purgeBefore(before, limit));
  }
}
