import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type Caller, Clock, Database, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
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
    private readonly database: Database,
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

    return readView(conversationId, await findUnread(this.database, conversationId, userId));
  }

  private async move(membership: Membership, { id, seq }: Message): Promise<void> {
    const at = this.clock.now();
    const read = conversationRead(membership, { messageId: id, seq, at });
    const event = this.events.prepare(read);

    await this.transactions.run((tx) =>
      moveReadMark(tx.sql, this.events, { membership, seq, at, event }),
    );
  }
}
