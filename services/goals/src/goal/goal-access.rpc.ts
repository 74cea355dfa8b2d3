import { type CheckGoalAccessRequest, GoalAccessService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { z } from 'zod';
import { decideAccess, standingOf } from './goal-access.rules';
import { id } from './goal-fields';
import { GoalQueries } from './goal.queries';

const checkGoalAccessRequest = z.object({ goalId: id, userId: id });

/** Answers other services that must know whether somebody may watch a goal. */
@RpcController()
export class GoalAccessRpc {
  constructor(private readonly goals: GoalQueries) {}

  @RpcMethod(GoalAccessService.method.checkGoalAccess)
  async checkGoalAccess(request: CheckGoalAccessRequest) {
    const { success, data } = checkGoalAccessRequest.safeParse(request);
    const goal = success ? await this.goals.findGoal(data.goalId) : undefined;
    if (!success || !goal) return { allowed: false };
    return { allowed: decideAccess('see', standingOf(goal, data.userId), goal.isPublic) === 'allowed' };
  }
}
