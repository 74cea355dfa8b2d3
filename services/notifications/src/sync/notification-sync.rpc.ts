import { type ListNotificationChangesRequest, NotificationSyncService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { answerChanges, AppError, commonErrors, Database, id } from '@tribe/service-kit';
import { NotificationChanges } from './notification-changes';

/** Answers messaging, which serves `GET /sync`. */
@RpcController()
export class NotificationSyncRpc {
  constructor(
    private readonly database: Database,
    private readonly changes: NotificationChanges,
  ) {}

  @RpcMethod(NotificationSyncService.method.listNotificationChanges)
  listNotificationChanges(request: ListNotificationChangesRequest) {
    const { success, data: userId } = id.safeParse(request.userId);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);

    return answerChanges(this.database, request, (since) => this.changes.since(userId, since));
  }
}
