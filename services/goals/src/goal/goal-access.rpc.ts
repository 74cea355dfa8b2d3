import { type CheckGoalAccessRequest, GoalAccessService } from '@tribe/contracts';
import { Relationships } from '@tribe/projections';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, Database } from '@tribe/service-kit';
import { z } from 'zod';
import { GoalAccess } from './goal-access';
import { decideAccess, roleOf } from './goal-access.rules';
import { findGoal, type Goal } from './goal.queries';

const checkGoalAccessRequest = z.object({
  goalId: id,
  userId: id,
  hiddenUserIds: z.array(id).max(100),
});

/** Tells other services whether a user may watch and change a goal, and which users are hidden from that user. */
@RpcController()
export class GoalAccessRpc {
  constructor(
    private readonly database: Database,
    private readonly access: GoalAccess,
    private readonly relationships: Relationships,
  ) {}

  @RpcMethod(GoalAccessService.method.checkGoalAccess)
  async checkGoalAccess(request: CheckGoalAccessRequest) {
    const { success, data } = checkGoalAccessRequest.safeParse(request);
    const goal = success ? await findGoal(this.database, data.goalId) : undefined;
    if (!success || !goal || isHidden(goal, data)) return { allowed: false };
    const decision = await this.access.decide(this.database, data.userId, 'see', goal);
    if (decision.kind === 'refuse') return { allowed: false };
    const role = roleOf(goal, data.userId);

    return {
      allowed: true,
      hiddenUserIds: await this.relationships.hiddenIdsOf(data.userId),
      participates: role !== 'stranger',
      canManage: decideAccess('manage', role, goal.isPublic).kind !== 'refuse',
    };
  }
}

/** Returns whether the calling service knows of a block that has not arrived here yet. */
function isHidden(
  goal: Goal,
  { userId, hiddenUserIds }: { userId: string; hiddenUserIds: string[] },
): boolean {
  return roleOf(goal, userId) === 'stranger' && hiddenUserIds.includes(goal.creatorId);
}
