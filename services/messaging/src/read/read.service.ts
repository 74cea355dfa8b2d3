import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type Caller, Clock, newId, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { ensureParticipant } from '../access/team-membership.queries';
import { findUnread } from '../access/unread.queries';
import { MessageHistoryService } from '../message/message-history.service';
import type { Message } from '../message/message.queries';
import type { Tx } from '../prisma.service';
import type { ReadBody } from './read.dto';
import { conversationRead } from './read.events';
import { readView } from './read.view';
import { moveReadMark } from './read.writes';

/** Keeps how far each participant has read. */
@Injectable()
export class ReadService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly history: MessageHistoryService,
    private readonly clock: Clock,
  ) {}

  /** Marks all messages up to one as read. Has no effect when they are read already. */
  async readConversation({ userId }: Caller, conversationId: string, body: ReadBody) {
    const membership = await this.access.require(userId, 'see', conversationId);

    const message =
      body.message_id === undefined
        ? await this.history.newest(membership)
        : await this.history.require(membership, body.message_id);

    if (message && message.seq > membership.readSeq) await this.move(membership, message);

    return readView(conversationId, await findUnread(membership.sql, conversationId, userId));
  }

  private async move(known: Membership, { id, seq }: Message): Promise<void> {
    const at = this.clock.now();
    const membership = await this.withRow(known);
    const read = conversationRead(membership, { messageId: id, seq, at });
    const event = this.events.prepare(read);

    await this.transactions.run((tx) =>
      moveReadMark(tx.sql, this.events, { membership, seq, at, event }),
    );
  }

  /** A member of a team gets a row with the first mark. */
  private async withRow(membership: Membership): Promise<Membership & { participantId: string }> {
    const { id: conversationId, userId, participantId } = membership;
    if (participantId !== null) return { ...membership, participantId };

    await ensureParticipant(membership.sql, { conversationId, userId, participantId: newId() });
    const ensured = await this.access.require(userId, 'see', conversationId);

    return { ...ensured, participantId: ensured.participantId ?? '' };
  }
}
