import { CoachMessageService, type PostCoachMessageRequest } from '@tribe/contracts';
import { UserCards } from '@tribe/projections';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Clock, commonErrors, Database, id, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { Memberships } from '../access/memberships';
import { errors } from '../errors';
import { MessageHistoryService } from '../message/message-history.service';
import { contentField } from '../message/message.dto';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import { findCoachConversationId } from './coach-conversation.queries';
import { CoachConversations } from './coach-conversations';
import { coachMessage } from './coach-message.rules';

const postRequest = z.object({
  messageId: id,
  userId: id,
  content: contentField,
  replyToMessageId: id.optional(),
});

/** Takes the answers of the coach. */
@RpcController()
export class CoachMessagesRpc {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly conversations: CoachConversations,
    private readonly memberships: Memberships,
    private readonly history: MessageHistoryService,
    private readonly messages: SystemMessages,
    private readonly cards: UserCards,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(CoachMessageService.method.postCoachMessage)
  async postCoachMessage(request: PostCoachMessageRequest) {
    const { success, data } = postRequest.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);

    const { userId, messageId, content, replyToMessageId } = data;
    await this.cards.require(userId);
    await this.conversations.ensure(userId);
    const conversationId = await findCoachConversationId(this.database, userId);
    if (conversationId === undefined) throw new AppError(commonErrors.USER_NOT_FOUND);

    await this.transactions.run(async (tx) => {
      const membership = await this.memberships.lock(tx, conversationId, userId);
      if (!membership) throw new AppError(errors.CONVERSATION_NOT_FOUND);
      if (replyToMessageId !== undefined)
        await this.history.require(membership, replyToMessageId, tx.sql);

      const said = { id: messageId, content, ...(replyToMessageId && { replyToMessageId }) };
      const message = coachMessage({ conversationId, createdAt: this.clock.now(), ...said });
      await this.messages.appendNew(tx, membership, message);
    });

    return { conversationId };
  }
}
