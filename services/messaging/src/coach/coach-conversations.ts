import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Database, newId, type Sql } from '@tribe/service-kit';
import { findCoachConversationId } from './coach-conversation.queries';
import { insertCoachConversation } from './coach-conversation.writes';
import { coachGreeting, coachMessage, coachName } from './coach-message.rules';
import { coachConversationCreated } from './coach.events';

/** The conversations of users with the coach. Every user has one from the start, which begins with a greeting. */
@Injectable()
export class CoachConversations {
  constructor(
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates the conversation of a user who has none: a user who is new, or who registered before there was a coach.
   *
   * @param sql pass `tx.sql` inside a transaction
   */
  async ensure(userId: string, sql: Sql = this.database): Promise<void> {
    if ((await findCoachConversationId(sql, userId)) !== undefined) return;

    const greeting = coachMessage({
      conversationId: newId(),
      content: coachGreeting,
      createdAt: this.clock.now(),
    });

    const created = this.events.prepare(coachConversationCreated(userId, greeting));
    const conversation = { userId, name: coachName, greeting };
    await insertCoachConversation(sql, this.events, conversation, created);
  }
}
