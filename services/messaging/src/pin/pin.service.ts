import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { Recipients } from '../access/recipients';
import { listLaterParticipants } from '../message/later-participants.queries';
import { MessageHistoryService } from '../message/message-history.service';
import { MessageViews } from '../message/message-views';
import type { Message } from '../message/message.queries';
import type { Tx } from '../prisma.service';
import { messagePinned, messageUnpinned } from './pin.events';
import { decidePin } from './pin.rules';
import { writePin } from './pin.writes';

type Place = { readonly conversationId: string; readonly messageId: string };

/** Pins messages for all participants. Pins are no entries of the conversation: they have the version of their message. */
@Injectable()
export class PinService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly recipients: Recipients,
    private readonly history: MessageHistoryService,
    private readonly views: MessageViews,
    private readonly clock: Clock,
  ) {}

  /** Has no effect on a pinned message. */
  async pinMessage({ userId }: Caller, place: Place) {
    const { conversationId, messageId } = place;
    const membership = await this.requireRight(userId, conversationId);
    const now = this.clock.now();

    await this.transactions.run(async (tx) => {
      const { message, joinedSeq } = await this.lock(tx, userId, place);
      const where = { conversationId, pinnedAt: { not: null }, seq: { gt: joinedSeq } };
      const pinned = await tx.message.count({ where });
      const pin = settle(decidePin(message, { pinned, now }));
      if (!pin) return;

      const version = await writePin(tx, messageId, { ...pin, pinnedBy: userId });
      const laterParticipantIds = await listLaterParticipants(tx.sql, messageId);
      const change = { ...place, userId, at: now, laterParticipantIds };
      await this.events.publish(tx, messagePinned(change, version));
    });

    return this.views.ofOne(membership, await this.history.require(membership, messageId));
  }

  /** Has no effect on a message that is not pinned. */
  async unpinMessage({ userId }: Caller, place: Place): Promise<void> {
    await this.requireRight(userId, place.conversationId);
    const at = this.clock.now();

    await this.transactions.run(async (tx) => {
      const { message } = await this.lock(tx, userId, place);
      const { pinnedAt } = message;
      if (pinnedAt === null) return;

      const version = await writePin(tx, place.messageId, { pinnedAt: null, pinnedBy: null });
      const laterParticipantIds = await listLaterParticipants(tx.sql, place.messageId);
      const change = { ...place, userId, at, laterParticipantIds };
      await this.events.publish(tx, messageUnpinned(change, version));
    });
  }

  /** A pin is shown to the recipient of a direct conversation like a message. */
  private async requireRight(userId: string, conversationId: string) {
    const membership = await this.access.require(userId, 'pin', conversationId);
    await this.recipients.require(membership);

    return membership;
  }

  private async lock(
    tx: Tx,
    userId: string,
    place: Place,
  ): Promise<{ message: Message; joinedSeq: bigint }> {
    const locked = await this.access.requireLocked(tx, userId, 'pin', place.conversationId);
    const message = await this.history.require(locked, place.messageId, tx.sql);

    return { message, joinedSeq: locked.joinedSeq };
  }
}
