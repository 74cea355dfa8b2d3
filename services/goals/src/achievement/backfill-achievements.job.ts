import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf, DueJobs, Scheduled } from '@tribe/jobs';
import { Clock, Database, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { achievementCriteria, type AchievementKind, kindOf } from './achievement-criteria';
import { findNewAchievement, usersWithFacts } from './achievement.queries';
import { lockAchiever, markBackfilled } from './achievement.writes';
import { Awards } from './awards';

const backfillBatch = 'backfill-achievement-v1';
const firstId = '00000000-0000-0000-0000-000000000000';
/** Users of one job. Each has a transaction of its own. */
const usersPerBatch = 100;

interface Batch {
  readonly achievementId: string;
  readonly kind: AchievementKind;
  readonly after: string;
}

/**
 * Awards a new achievement to users who earned it before its rule existed. Each batch enqueues the next one, so an
 * interrupted run goes on where it stopped; an award that exists is not repeated.
 */
@Injectable()
export class BackfillAchievementsJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly dueJobs: DueJobs,
    private readonly awards: Awards,
    private readonly clock: Clock,
  ) {}

  /** Begins with one achievement per slot. */
  @Scheduled({ name: 'goals-achievements-backfill-v1', cron: '* * * * *' })
  async run(): Promise<void> {
    const achievement = await findNewAchievement(this.database);
    if (!achievement) return;
    const criteria = achievementCriteria.safeParse(achievement.criteria);

    if (criteria.success)
      await this.enqueue({
        achievementId: achievement.id,
        kind: kindOf(criteria.data),
        after: firstId,
      });
    else await markBackfilled(this.database, achievement.id, this.clock.now());
  }

  @DueJob(backfillBatch, { concurrency: 1, leaseSeconds: 300 })
  async backfillBatch({ payload, signal }: DueJobOf<Batch>): Promise<void> {
    const { achievementId, kind, after } = payload;
    const page = { after, limit: usersPerBatch };
    const userIds = await usersWithFacts(this.database, kind, page);

    for (const userId of userIds) {
      signal.throwIfAborted();
      await this.transactions.run(async (tx) => {
        await lockAchiever(tx.sql, userId);
        await this.awards.evaluate(tx, { userId, kind }, achievementId);
      });
    }

    const last = userIds.at(-1);

    if (last !== undefined && userIds.length === usersPerBatch)
      await this.enqueue({ ...payload, after: last });
    else await markBackfilled(this.database, achievementId, this.clock.now());
  }

  private async enqueue(batch: Batch): Promise<void> {
    const { achievementId, after } = batch;
    await this.transactions.run((tx) =>
      this.dueJobs.enqueue(tx, {
        kind: backfillBatch,
        key: `${achievementId} ${after}`,
        runAt: this.clock.now(),
        payload: batch,
      }),
    );
  }
}
