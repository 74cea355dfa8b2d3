import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { Clock, dayMs } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { insertActivity, type NewActivity } from './activity.queries';

export const activityFanOutKind = 'feed-activity-fan-out-v1';

/** Older activities are no news: a service that reads the events of goals for the first time fills no feeds with them. */
const maxAgeMs = 7 * dayMs;

/** Records activities, and brings them into the feeds of friends. */
@Injectable()
export class Activities {
  constructor(
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  async record(tx: Tx, activity: Omit<NewActivity, 'shownAt'>): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - activity.happenedAt.getTime() > maxAgeMs) return;
    await insertActivity(tx.sql, { ...activity, shownAt: now });

    await this.dueJobs.enqueue(tx, {
      kind: activityFanOutKind,
      key: activity.id,
      runAt: now,
      payload: { activityId: activity.id },
    });
  }
}
