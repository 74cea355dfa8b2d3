import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { Recipients } from '../access/recipients';
import type { Tx } from '../prisma.service';
import { saltedContentOf } from './chain.rules';
import { listLaterParticipants } from './later-participants.queries';
import { mentionsIn } from './mentions';
import { decideDeletion, decideEdit } from './message-changes.rules';
import { appendDeletion, appendEdit } from './message-changes.writes';
import { MessageHistoryService } from './message-history.service';
import { MessageViews } from './message-views';
import type { EditMessageBody } from './message.dto';
import { messageDeleted, messageEdited } from './message.events';

/** Edits and deletes messages. Both are entries of the conversation, so that clients learn of them by their number. */
@Injectable()
export class MessageChangesService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly recipients: Recipients,
    private readonly history: MessageHistoryService,
    private readonly views: MessageViews,
    private readonly clock: Clock,
  ) {}

  async editMessage(
    { userId }: Caller,
    { conversationId, messageId }: { conversationId: string; messageId: string },
    body: EditMessageBody,
  ) {
    const membership = await this.access.require(userId, 'send', conversationId);
    // An edit is shown to the recipient like a message.
    await this.recipients.require(membership);
    const createdAt = this.clock.now();

    await this.transactions.run(async (tx) => {
      const locked = await this.access.requireLocked(tx, userId, 'send', conversationId);
      const message = await this.history.require(locked, messageId, tx.sql);
      const edited = settle(decideEdit(message, locked, { ...body, now: createdAt }));
      if (!edited) return;

      const content = saltedContentOf(edited.content);
      const mentions = await mentionsIn(tx.sql, locked, edited.content, message.seq);
      const laterParticipantIds = await listLaterParticipants(tx.sql, messageId);
      const changed = { conversationId, messageId, editorId: userId, createdAt };
      const entry = { ...changed, ...content, ...mentions };
      const event = messageEdited({ ...entry, senderId: userId, laterParticipantIds });
      await appendEdit(tx, this.events, { entry, version: locked.version, event }, message);
    });

    return this.views.ofOne(membership, await this.history.require(membership, messageId));
  }

  /** Has no effect on a message that was deleted before. */
  async deleteMessage(
    { userId }: Caller,
    { conversationId, messageId }: { conversationId: string; messageId: string },
  ): Promise<void> {
    await this.access.require(userId, 'see', conversationId);
    const createdAt = this.clock.now();

    await this.transactions.run(async (tx) => {
      const locked = await this.access.requireLocked(tx, userId, 'see', conversationId);
      const message = await this.history.require(locked, messageId, tx.sql);
      const deleted = settle(decideDeletion(message, locked));
      if (!deleted) return;

      const entry = { conversationId, messageId, deletedBy: userId, ...deleted, createdAt };
      const event = messageDeleted(entry);
      await appendDeletion(tx, this.events, { entry, version: locked.version, event });
    });
  }
}
