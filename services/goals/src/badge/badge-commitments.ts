import { Injectable } from '@nestjs/common';
import { AppError, Database, settle, type Sql } from '@tribe/service-kit';
import { errors } from '../errors';
import { roleOf } from '../goal/goal-access.rules';
import { findGoal } from '../goal/goal.queries';
import { dayOf } from '../streak/day.rules';
import { Streaks } from '../streak/streaks';
import { findSystem } from '../system/system.queries';
import { countImported } from './badge.queries';
import { type Commitment, countDays, decideCommitment, decideRange } from './badge.rules';

export interface CommitmentRange {
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Reads what a user did in a commitment. */
@Injectable()
export class BadgeCommitments {
  constructor(
    private readonly database: Database,
    private readonly streaks: Streaks,
  ) {}

  /**
   * Returns the days of a system of a user.
   *
   * @throws AppError SYSTEM_NOT_FOUND, BADGE_RANGE_INVALID, BADGE_COMMITMENT_EMPTY, BADGE_COMMITMENT_IMPORTED
   */
  async ofSystem(
    userId: string,
    systemId: string,
    { startsOn, endsOn }: CommitmentRange,
  ): Promise<Commitment> {
    const system = await findSystem(this.database, systemId);
    if (system?.userId !== userId || !system.sharedWithPartner)
      throw new AppError(errors.SYSTEM_NOT_FOUND);

    const range = { from: dayOf(startsOn), to: dayOf(endsOn) };
    const { streak, explain } = await this.streaks.open(systemId);
    settle(decideRange(range, streak.today));
    const days = await explain(range);

    const commitment: Commitment = {
      type: 'system',
      id: systemId,
      title: system.title,
      starts_on: startsOn,
      ends_on: endsOn,
      ...countDays(days),
      streak_unit: streak.unit,
    };

    settle(decideCommitment(commitment));
    // A file can say anything, so a badge rests on days that were recorded here.
    if ((await countImported(this.database, systemId, { startsOn, endsOn })) > 0)
      throw new AppError(errors.BADGE_COMMITMENT_IMPORTED);

    return commitment;
  }

  /**
   * Returns a completed goal of a user.
   *
   * @throws AppError GOAL_NOT_FOUND, GOAL_NOT_COMPLETED, BADGE_RANGE_INVALID
   */
  async ofGoal(
    userId: string,
    goalId: string,
    { startsOn, endsOn }: CommitmentRange,
    sql: Sql = this.database,
  ): Promise<Commitment> {
    const goal = await findGoal(sql, goalId);
    const role = goal ? roleOf(goal, userId) : 'stranger';
    if (!goal || role === 'stranger') throw new AppError(errors.GOAL_NOT_FOUND);
    if (role === 'viewer') throw new AppError(errors.PERMISSION_DENIED);
    if (!goal.completedAt) throw new AppError(errors.GOAL_NOT_COMPLETED);
    const range = { from: dayOf(startsOn), to: dayOf(endsOn) };
    const completed = Math.floor(goal.completedAt.getTime() / 86_400_000);
    // The day of the completion may be the next one at the user's place.
    settle(decideRange(range, completed + 2));

    return {
      type: 'goal',
      id: goalId,
      title: goal.title,
      starts_on: startsOn,
      ends_on: endsOn,
      done_days: null,
      due_days: null,
      best_streak: null,
      streak_unit: null,
    };
  }
}
