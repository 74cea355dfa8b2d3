import { AppError } from '@tribe/service-kit';
import { decideAccess, type GoalAction, standingOf } from './goal-access.rules';
import type { Goal } from './goal.queries';

/**
 * The goal, for somebody who may do this with it. To those who may not even see it, it answers as if it did not exist.
 *
 * @throws AppError GOAL_NOT_FOUND, PERMISSION_DENIED
 */
export function requireAccess(goal: Goal | null | undefined, action: GoalAction, userId: string): Goal {
  if (!goal) throw new AppError('GOAL_NOT_FOUND');
  const decision = decideAccess(action, standingOf(goal, userId), goal.isPublic);
  if (decision === 'hidden') throw new AppError('GOAL_NOT_FOUND');
  if (decision === 'forbidden') throw new AppError('PERMISSION_DENIED');
  return goal;
}
