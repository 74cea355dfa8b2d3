import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, Database, InjectConfig, Transactions } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { lockGoal } from '../goal/goal.queries';
import type { Tx } from '../prisma.service';
import { GoalHandover } from './goal-handover';
import { listIdleOwners } from './idle-owner.queries';

const dayMs = 86_400_000;
const goalsPerPage = 100;
/** More goals are handed over on the next day. */
const mostPages = 50;
const firstId = '00000000-0000-0000-0000-000000000000';

/** Hands over group goals whose owner has done nothing for a long time, so that no group is stuck. */
@Injectable()
export class ReplaceIdleOwnersJob {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly handover: GoalHandover,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  @Scheduled({ name: 'goals-replace-idle-owners-v1', cron: '30 3 * * *' })
  async run(): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - this.config.GOAL_OWNER_IDLE_DAYS * dayMs);
    let after = firstId;

    for (let page = 0; page < mostPages; page++) {
      const ids = await listIdleOwners(this.database, { since, after, limit: goalsPerPage });
      for (const id of ids) await this.replace(id, { since, now });

      const last = ids.at(-1);
      if (!last || ids.length < goalsPerPage) return;
      after = last;
    }
  }

  private async replace(goalId: string, { since, now }: { since: Date; now: Date }): Promise<void> {
    await this.transactions.run(async (tx) => {
      const goal = await lockGoal(tx, goalId);
      if (!goal || goal.ownerActiveAt >= since) return;
      await this.handover.handOver(tx, goal, now);
    });
  }
}
