import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { AppError } from '@tribe/service-kit';
import { type AccessDecision, decideAccess, type GoalAction, standingOf } from './goal-access.rules';
import type { Goal } from './goal.queries';

/** Who may do what with a goal, and for whom it does not exist. */
@Injectable()
export class GoalAccess {
  constructor(private readonly relationships: Relationships) {}

  /**
   * The goal, for somebody who may do this with it. To those who may not even see it, it answers as if it did not exist.
   *
   * @throws AppError GOAL_NOT_FOUND, PERMISSION_DENIED
   */
  async require(goal: Goal | null | undefined, action: GoalAction, userId: string): Promise<Goal> {
    if (!goal) throw new AppError('GOAL_NOT_FOUND');
    const decision = await this.decide(goal, action, userId);
    if (decision === 'hidden') throw new AppError('GOAL_NOT_FOUND');
    if (decision === 'forbidden') throw new AppError('PERMISSION_DENIED');
    return goal;
  }

  /** Only to strangers does it matter whether the creator is hidden from them: nobody else is let in by the public. */
  async decide(goal: Goal, action: GoalAction, userId: string): Promise<AccessDecision> {
    const standing = standingOf(goal, userId);
    const isPublic = goal.isPublic && standing === 'stranger' && !(await this.isHidden(goal, userId));
    return decideAccess(action, standing, isPublic);
  }

  private isHidden({ creatorId }: Goal, userId: string): Promise<boolean> {
    return this.relationships.areHidden(userId, creatorId);
  }
}
