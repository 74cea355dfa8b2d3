import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { lockParticipant } from '../access/conversation.queries';
import { Recipients } from '../access/recipients';
import { errors } from '../errors';
import { listLaterParticipants } from '../message/later-participants.queries';
import { MessageHistoryService } from '../message/message-history.service';
import { MessageViews } from '../message/message-views';
import type { Tx } from '../prisma.service';
import type { ReactBody } from './reaction.dto';
import { messageReacted } from './reaction.events';
import { decideReaction, type ReactedMessage } from './reaction.rules';
import { lockReacted, type WrittenReaction, writeReaction } from './reaction.writes';

type Place = { readonly conversationId: string; readonly messageId: string };

/** Reactions to messages. They are no entries of the conversation: each message counts its own. */
@Injectable()
export class ReactionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly recipients: Recipients,
    private readonly history: MessageHistoryService,
    private readonly views: MessageViews,
    private readonly clock: Clock,
  ) {}

  /** Replaces the former reaction of the caller. Has no effect when it is the same. */
  async reactToMessage({ userId }: Caller, place: Place, { emoji }: ReactBody) {
    const membership = await this.access.require(userId, 'see', place.conversationId);
    // A reaction is shown to the recipient like a message.
    await this.recipients.require(membership);
    await this.history.require(membership, place.messageId);
    const at = this.clock.now();

    await this.transactions.run(async (tx) => {
      const message = await this.lock(tx, userId, place);
      const reaction = settle(decideReaction(message, emoji));
      if (reaction) await this.write(tx, { ...place, userId, ...reaction, at });
    });

    return this.views.ofOne(membership, await this.history.require(membership, place.messageId));
  }

  /** Has no effect without a reaction. */
  async removeReaction({ userId }: Caller, place: Place): Promise<void> {
    const membership = await this.access.require(userId, 'see', place.conversationId);
    await this.history.require(membership, place.messageId);
    const at = this.clock.now();

    await this.transactions.run(async (tx) => {
      const { own } = await this.lock(tx, userId, place);
      if (own !== null) await this.write(tx, { ...place, userId, emoji: null, at });
    });
  }

  private async lock(tx: Tx, userId: string, place: Place): Promise<ReactedMessage> {
    const isParticipant = await lockParticipant(tx, place.conversationId, userId);
    if (!isParticipant) throw new AppError(errors.CONVERSATION_NOT_FOUND);
    const message = await lockReacted(tx, place.messageId, userId);
    if (!message) throw new AppError(errors.MESSAGE_NOT_FOUND);

    return message;
  }

  private async write(tx: Tx, reaction: WrittenReaction): Promise<void> {
    const version = await writeReaction(tx, reaction);
    const later = await listLaterParticipants(tx.sql, reaction.messageId);
    await this.events.publish(tx, messageReacted(reaction, version, later));
  }
}
