import { type ListNotificationChangesRequest, NotificationSyncService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { answerChanges, Database } from '@tribe/service-kit';
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
    return answerChanges(this.database, request, (userId, since) =>
      this.changes.since(userId, since),
    );
  }
}
