import { Injectable } from '@nestjs/common';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { Clock, newId } from '@tribe/service-kit';
import type { Conversation, Membership } from '../access/conversation.queries';
import type { Tx } from '../prisma.service';
import { messageSent } from './message.events';
import { findMessage, type SystemMetadata } from './message.queries';
import { appendMessage, type NewMessage, plainMessage } from './message.writes';

type Metadata = Partial<SystemMetadata> & Pick<SystemMetadata, 'action'>;

/** Appends the messages that report changes. */
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
    metadata: Metadata,
    eventOf: (message: NewMessage) => NewEvent,
  ): Promise<void> {
    const message = newMessage(newId(), membership, {
      metadata: { actor_id: membership.userId, ...metadata },
      createdAt: this.clock.now(),
    });

    const numbered = await appendMessage(tx.sql, this.events, {
      message,
      event: this.events.prepare(eventOf(message)),
      version: membership.version,
      changesConversation: true,
    });

    if (!numbered) throw new Error('A locked conversation was changed');
  }

  /**
   * Appends a system message that reports no change of its locked conversation, once per id.
   *
   * @returns whether there was no message with the id
   */
  async appendOnce(
    tx: Tx,
    id: string,
    conversation: Pick<Conversation, 'id' | 'kind' | 'name' | 'imageUrl' | 'version'>,
    metadata: Metadata & Pick<SystemMetadata, 'actor_id'>,
  ): Promise<boolean> {
    const message = newMessage(id, conversation, { metadata, createdAt: this.clock.now() });
    return this.appendNew(tx, conversation, message);
  }

  /**
   * Appends a message without a sender to its locked conversation, once per id.
   *
   * @returns whether there was no message with the id
   */
  async appendNew(
    tx: Tx,
    conversation: Pick<Conversation, 'kind' | 'name' | 'imageUrl' | 'version' | 'id'>,
    message: NewMessage,
  ): Promise<boolean> {
    if (await findMessage(tx.sql, message.id)) return false;

    const numbered = await appendMessage(tx.sql, this.events, {
      message,
      event: this.events.prepare(messageSent(conversation, message)),
      version: conversation.version,
    });

    if (!numbered) throw new Error('A locked conversation was changed');

    return true;
  }
}

function newMessage(
  id: string,
  { id: conversationId }: { id: string },
  {
    metadata,
    createdAt,
  }: { metadata: Metadata & Pick<SystemMetadata, 'actor_id'>; createdAt: Date },
): NewMessage {
  return {
    ...plainMessage,
    id,
    conversationId,
    senderId: null,
    type: 'system',
    content: null,
    contentSalt: null,
    contentHash: null,
    metadata: { user_ids: [], owner_id: null, name: null, ...metadata },
    createdAt,
  };
}
