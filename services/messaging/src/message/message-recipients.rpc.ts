import {
  type CountUnreadMessagesRequest,
  type ListMessageRecipientsRequest,
  MessageRecipientsService,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Clock, commonErrors, Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import {
  countUnreadMessages,
  findAnnounced,
  listMessageRecipientIds,
} from './message-recipients.queries';

const maxUsers = 500;
const recipientsRequest = z.object({
  messageId: id,
  afterUserId: id.optional(),
  limit: z.int().min(1).max(maxUsers),
});
const unreadRequest = z.object({
  userIds: z.array(id).max(maxUsers),
  unreadMessageId: id.optional(),
});

/** Tells other services the recipients of messages, and the number of unread messages. */
@RpcController()
export class MessageRecipientsRpc {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(MessageRecipientsService.method.listMessageRecipients)
  async listMessageRecipients(request: ListMessageRecipientsRequest) {
    const { success, data } = recipientsRequest.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);
    const message = await findAnnounced(this.database, data.messageId);
    if (!message) return { userIds: [] };

    const window = { after: data.afterUserId, limit: data.limit, now: this.clock.now() };
    const userIds = await listMessageRecipientIds(this.database, data.messageId, window);

    return { message, userIds };
  }

  @RpcMethod(MessageRecipientsService.method.countUnreadMessages)
  async countUnreadMessages(request: CountUnreadMessagesRequest) {
    const { success, data } = unreadRequest.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);

    return {
      unread: await countUnreadMessages(this.database, data.userIds, data.unreadMessageId),
    };
  }
}
