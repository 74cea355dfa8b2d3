import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, Database, dayMs } from '@tribe/service-kit';
import { errors } from '../errors';
import { GoalAccess } from '../goal/goal-access';
import { dayOf } from '../streak/day.rules';
import { amountDays } from './goal-progress.rules';
import type { ProgressQuery } from './progress.dto';
import { historyOfGoal } from './progress.queries';
import { rangeOf } from './progress.rules';
import { goalProgressView } from './progress.view';

/** Shows how the amount of a goal grew. */
@Injectable()
export class GoalProgressService {
  constructor(
    private readonly database: Database,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly clock: Clock,
  ) {}

  async getProgress(caller: Caller, goalId: string, query: ProgressQuery) {
    const goal = await this.access.require(caller.userId, 'see-contributions', goalId);
    const today = (await this.cards.todayOf(caller, this.clock.now())).getTime() / dayMs;
    const range = rangeOf(query.period, query.from ? dayOf(query.from) : undefined, today);

    const history = await historyOfGoal(this.database, {
      goalId,
      viewerId: caller.userId,
      from: range.from,
    });

    if (!history) throw new AppError(errors.GOAL_NOT_FOUND);

    return goalProgressView(goal, { range, days: amountDays(range, history, today) });
  }
}
