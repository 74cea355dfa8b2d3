import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import {
  AppError,
  Clock,
  Database,
  isInTransaction,
  type Permission,
  requireVersion,
  settle,
  type Sql,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { decideAccess, type GoalAction, roleOf } from './goal-access.rules';
import { findGoal, type Goal, lockGoal, noteOwner } from './goal.queries';

/** Authorizes actions on goals. A goal that a user may not see does not exist for that user. */
@Injectable()
export class GoalAccess {
  constructor(
    private readonly database: Database,
    private readonly relationships: Relationships,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the goal if the user may perform the action on it.
   *
   * @throws AppError GOAL_NOT_FOUND, PERMISSION_DENIED
   */
  async require(userId: string, action: GoalAction, goalId: string): Promise<Goal> {
    const goal = await findGoal(this.database, goalId);
    return this.check(this.database, userId, action, goal);
  }

  /**
   * Like {@link require}, with the goal locked until the transaction ends. Every write to a goal starts here. Notes that
   * the owner is active.
   *
   * @throws AppError GOAL_NOT_FOUND, PERMISSION_DENIED; PRECONDITION_FAILED when the client knows another version
   */
  async requireLocked(tx: Tx, userId: string, action: GoalAction, goalId: string): Promise<Goal> {
    const goal = await this.check(tx.sql, userId, action, await lockGoal(tx, goalId));
    requireVersion(goal.version);
    if (action === 'manage') await noteOwner(tx.sql, goalId, this.clock.now());

    return goal;
  }

  async decide(sql: Sql, userId: string, action: GoalAction, goal: Goal): Promise<Permission> {
    const role = roleOf(goal, userId);
    // A block affects strangers only: participants stay in a shared goal.
    const isPublic = role === 'stranger' && (await this.isPublicFor(sql, userId, goal));
    return decideAccess(action, role, isPublic);
  }

  private async check(
    sql: Sql,
    userId: string,
    action: GoalAction,
    goal: Goal | undefined,
  ): Promise<Goal> {
    if (!goal) throw new AppError(errors.GOAL_NOT_FOUND);
    settle(await this.decide(sql, userId, action, goal));
    return goal;
  }

  private async isPublicFor(sql: Sql, userId: string, goal: Goal): Promise<boolean> {
    if (!goal.isPublic) return false;
    if (!(await this.relationships.areHidden(userId, goal.creatorId, sql))) return true;
    // Strangers only read goals, outside of transactions.
    if (isInTransaction()) return false;

    return (await this.relationships.confirmRelation(userId, goal.creatorId)) !== 'hidden';
  }
}
