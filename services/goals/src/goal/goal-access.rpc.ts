import { type CheckGoalAccessRequest, GoalAccessService } from '@tribe/contracts';
import { Relationships } from '@tribe/projections';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { z } from 'zod';
import { GoalAccess } from './goal-access';
import { standingOf } from './goal-access.rules';
import { id } from './goal-fields';
import { type Goal, GoalQueries } from './goal.queries';

const checkGoalAccessRequest = z.object({ goalId: id, userId: id, hiddenUserIds: z.array(id).max(100) });

/** Answers other services that must know whether somebody may watch a goal, and whose doings they may not see there. */
@RpcController()
export class GoalAccessRpc {
  constructor(
    private readonly goals: GoalQueries,
    private readonly access: GoalAccess,
    private readonly relationships: Relationships,
  ) {}

  @RpcMethod(GoalAccessService.method.checkGoalAccess)
  async checkGoalAccess(request: CheckGoalAccessRequest) {
    const { success, data } = checkGoalAccessRequest.safeParse(request);
    const goal = success ? await this.goals.findGoal(data.goalId) : undefined;
    if (!success || !goal || isHidden(goal, data)) return { allowed: false };
    if ((await this.access.decide(goal, 'see', data.userId)) !== 'allowed') return { allowed: false };
    return { allowed: true, hiddenUserIds: await this.relationships.hiddenIdsOf(data.userId) };
  }
}

/** The asker knows of a block that has not arrived here yet. */
function isHidden(goal: Goal, { userId, hiddenUserIds }: { userId: string; hiddenUserIds: string[] }): boolean {
  return standingOf(goal, userId) === 'stranger' && hiddenUserIds.includes(goal.creatorId);
}
