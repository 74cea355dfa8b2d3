import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { conversationCreated } from './conversation.events';
import { insertConversation, type NewConversation } from './conversation.writes';

/** Inserts new conversations. */
@Injectable()
export class ConversationCreation {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the conversation, or undefined when the conversation of the users or the goal exists */
  async create(
    tx: Tx,
    createdBy: string,
    fields: Omit<NewConversation, 'id' | 'createdBy' | 'createdAt'>,
  ): Promise<string | undefined> {
    const id = newId();
    const conversation = { id, createdBy, createdAt: this.clock.now(), ...fields };
    const event = this.events.prepare(conversationCreated(conversation));
    const isInserted = await insertConversation(tx.sql, this.events, conversation, event);

    return isInserted ? id : undefined;
  }
}
