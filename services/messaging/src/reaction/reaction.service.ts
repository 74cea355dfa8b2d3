import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { Memberships } from '../access/memberships';
import { Recipients } from '../access/recipients';
import { errors } from '../errors';
import { listLaterParticipants } from '../message/later-participants.queries';
import { MessageHistoryService } from '../message/message-history.service';
import { MessageViews } from '../message/message-views';
import type { Tx } from '../prisma.service';
import type { ReactionParams } from './reaction.dto';
import { messageReacted, messageReactionRemoved } from './reaction.events';
import { decideReaction, type ReactedMessage } from './reaction.rules';
import { addReaction, lockReacted, removeReaction } from './reaction.writes';

/** Reactions to messages. They are no entries of the conversation: each message counts its own. */
@Injectable()
export class ReactionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly memberships: Memberships,
    private readonly recipients: Recipients,
    private readonly history: MessageHistoryService,
    private readonly views: MessageViews,
    private readonly clock: Clock,
  ) {}

  /** Has no effect when the caller has reacted with the same emoji before. */
  async reactToMessage({ userId }: Caller, params: ReactionParams) {
    const membership = await this.access.require(userId, 'see', params.conversationId);
    // A reaction is shown to the recipient like a message.
    await this.recipients.require(membership);
    await this.history.require(membership, params.messageId);
    const reaction = { ...params, userId, at: this.clock.now() };

    await this.transactions.run(async (tx) => {
      const message = await this.lock(tx, userId, params);
      if (!settle(decideReaction(message, params.emoji))) return;

      const version = await addReaction(tx, reaction);
      const later = await listLaterParticipants(tx.sql, params.messageId);
      await this.events.publish(tx, messageReacted(reaction, version, later));
    });

    return this.views.ofOne(membership, await this.history.require(membership, params.messageId));
  }

  /** Has no effect without such a reaction. */
  async removeReaction({ userId }: Caller, params: ReactionParams): Promise<void> {
    const membership = await this.access.require(userId, 'see', params.conversationId);
    await this.history.require(membership, params.messageId);
    const reaction = { ...params, userId, at: this.clock.now() };

    await this.transactions.run(async (tx) => {
      const { own } = await this.lock(tx, userId, params);
      if (!own.has(params.emoji)) return;

      const version = await removeReaction(tx, reaction);
      const later = await listLaterParticipants(tx.sql, params.messageId);
      await this.events.publish(tx, messageReactionRemoved(reaction, version, later));
    });
  }

  private async lock(
    tx: Tx,
    userId: string,
    { conversationId, messageId }: ReactionParams,
  ): Promise<ReactedMessage> {
    const isParticipant = await this.memberships.keep(tx, conversationId, userId);
    if (!isParticipant) throw new AppError(errors.CONVERSATION_NOT_FOUND);
    const message = await lockReacted(tx, messageId, userId);
    if (!message) throw new AppError(errors.MESSAGE_NOT_FOUND);

    return message;
  }
}
