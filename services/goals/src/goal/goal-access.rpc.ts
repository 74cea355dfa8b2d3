import { GoalAccessService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { z } from 'zod';
import { decideAccess, standingOf } from './goal-access.rules';
import { GoalQueries } from './goal.queries';

const uuid = z.uuid();

/** Answers other services that must know whether somebody may watch a goal. */
@RpcController()
export class GoalAccessRpc {
  constructor(private readonly goals: GoalQueries) {}

  @RpcMethod(GoalAccessService.method.checkGoalAccess)
  async checkGoalAccess({ goalId, userId }: { goalId: string; userId: string }) {
    if (!uuid.safeParse(goalId).success) return { allowed: false };
    const goal = await this.goals.findGoal(goalId.toLowerCase());
    if (!goal) return { allowed: false };
    return { allowed: decideAccess('see', standingOf(goal, userId), goal.isPublic) === 'allowed' };
  }
}
