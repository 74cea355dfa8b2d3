import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import { lockConversation } from '../access/conversation.queries';
import { appendDeletion } from '../message/message-changes.writes';
import { messageDeleted } from '../message/message.events';
import type { Tx } from '../prisma.service';

const deletionsPerBatch = 100;
const rowsPerBatch = 500;

/** The edits of a message are erased with it. */
const messagesErase = `
  WITH erased AS (
    UPDATE messages SET sender_id = NULL, content = NULL, content_salt = NULL, content_hash = NULL, attachments_hash = NULL, client_msg_id = NULL,
           mentioned_ids = '{}', media_id = NULL, replied_activity = NULL
     WHERE id IN (SELECT id FROM messages WHERE sender_id = $1::uuid AND deleted_at IS NOT NULL LIMIT $2)
    RETURNING id
  ), erased_edits AS (
    UPDATE message_edits SET editor_id = NULL, previous_content = NULL, previous_salt = NULL, content_hash = NULL
     WHERE message_id IN (SELECT id FROM erased)
  )
  SELECT id FROM erased`;

/** Erases the messages of a user, so that clients that keep them learn of it. */
@Injectable()
export class ErasedMessages {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** Deletes a batch of messages, each with an entry of its own. */
  async delete(tx: Tx, userId: string): Promise<number> {
    const messages = await tx.message.findMany({
      where: { senderId: userId, deletedAt: null },
      orderBy: [{ conversationId: 'asc' }, { seq: 'asc' }],
      take: deletionsPerBatch,
      select: { id: true, conversationId: true },
    });

    const createdAt = this.clock.now();

    for (const { id: messageId, conversationId } of messages) {
      const version = await lockConversation(tx, conversationId);
      if (version === undefined) continue;

      const deletion = { conversationId, messageId, deletedBy: null, deletedAs: 'erasure' };
      const entry = { ...deletion, createdAt };
      await appendDeletion(tx, this.events, { entry, version, event: messageDeleted(entry) });
    }

    return messages.length;
  }

  /** Erases a batch of deleted messages: the sender, the contents and their hashes. The chain keeps the digests. */
  async erase(tx: Tx, userId: string): Promise<number> {
    const values = [userId, rowsPerBatch];
    const erased = await tx.sql.query<{ id: string }>('messages_erase', messagesErase, values);

    return erased.length;
  }
}
