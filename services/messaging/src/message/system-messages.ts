import { Injectable } from '@nestjs/common';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { Clock, newId } from '@tribe/service-kit';
import type { Membership } from '../access/conversation.queries';
import type { Tx } from '../prisma.service';
import type { SystemMetadata } from './message.queries';
import { appendMessage, type NewMessage } from './message.writes';

/** Appends the messages that report changes of conversations. */
@Injectable()
export class SystemMessages {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /**
   * Appends a system message to a locked conversation, which increments its version, and publishes the event of the
   * change with the number of the message as its version.
   */
  async append(
    tx: Tx,
    membership: Membership,
    metadata: Partial<SystemMetadata> & Pick<SystemMetadata, 'action'>,
    eventOf: (message: NewMessage) => NewEvent,
  ): Promise<void> {
    const message = this.newMessage(membership, metadata);

    const numbered = await appendMessage(tx.sql, this.events, {
      message,
      event: this.events.prepare(eventOf(message)),
      version: membership.version,
      changesConversation: true,
    });

    if (!numbered) throw new Error('A locked conversation was changed');
  }

  private newMessage(
    { id: conversationId, userId }: Membership,
    metadata: Partial<SystemMetadata> & Pick<SystemMetadata, 'action'>,
  ): NewMessage {
    return {
      id: newId(),
      conversationId,
      senderId: null,
      type: 'system',
      content: null,
      contentSalt: null,
      contentHash: null,
      replyToMessageId: null,
      metadata: { actor_id: userId, user_ids: [], owner_id: null, name: null, ...metadata },
      clientMsgId: null,
      editedAt: null,
      deletedAt: null,
      version: 0n,
      pinnedAt: null,
      createdAt: this.clock.now(),
    };
  }
}
