import {
  type CountUnreadMessagesRequest,
  type ListMessageRecipientsRequest,
  MessageRecipientsService,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Clock, commonErrors, id, type Sql, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { setTeamService } from '../access/team-scope';
import { foldedTextOf } from '../muted-word/muted-word.rules';
import type { Tx } from '../prisma.service';
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
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(MessageRecipientsService.method.listMessageRecipients)
  async listMessageRecipients(request: ListMessageRecipientsRequest) {
    const { success, data } = recipientsRequest.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);
    const { messageId, afterUserId: after, limit } = data;
    const window = { after, limit, now: this.clock.now() };

    return this.read(async (sql) => {
      const announced = await findAnnounced(sql, messageId);
      if (!announced) return { userIds: [] };

      // A placeholder such as "Photo", for a picture without a text, has no words of the sender.
      const text = foldedTextOf(announced.text);
      const { message } = announced;

      return { message, userIds: await listMessageRecipientIds(sql, { messageId, text }, window) };
    });
  }

  @RpcMethod(MessageRecipientsService.method.countUnreadMessages)
  async countUnreadMessages(request: CountUnreadMessagesRequest) {
    const { success, data } = unreadRequest.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);

    const { userIds, unreadMessageId } = data;

    return this.read(async (sql) => ({
      unread: await countUnreadMessages(sql, userIds, unreadMessageId),
    }));
  }

  /** The questions are about the messages of many users, also in channels of teams. */
  private read<Answer>(work: (sql: Sql) => Promise<Answer>): Promise<Answer> {
    return this.transactions.run(async ({ sql }) => {
      await setTeamService(sql);
      return work(sql);
    });
  }
}
