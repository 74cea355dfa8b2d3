import { GoalSyncService, type ListGoalChangesRequest } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { answerChanges, Database } from '@tribe/service-kit';
import { GoalChanges } from './goal-changes';

/** Answers messaging, which serves `GET /sync`. */
@RpcController()
export class GoalSyncRpc {
  constructor(
    private readonly database: Database,
    private readonly changes: GoalChanges,
  ) {}

  @RpcMethod(GoalSyncService.method.listGoalChanges)
  listGoalChanges(request: ListGoalChangesRequest) {
    return answerChanges(this.database, request, (userId, since) =>
      this.changes.since(userId, since),
    );
  }
}
