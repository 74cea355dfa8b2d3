import { Injectable } from '@nestjs/common';
import { Relationships, VisibleCards } from '@tribe/projections';
import { AppError, Clock, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import { findMessage, type Message } from '../message/message.queries';
import { collapses, namedUsersOf } from '../message/message.rules';
import { messageSummaryView } from '../message/message.view';
import { findOverview, type OverviewRow } from './conversation-overview.queries';
import { conversationView } from './conversation.view';

/** Shows conversations to their participants. */
@Injectable()
export class ConversationViews {
  constructor(
    private readonly database: Database,
    private readonly cards: VisibleCards,
    private readonly relationships: Relationships,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError CONVERSATION_NOT_FOUND */
  async ofId(userId: string, conversationId: string) {
    const row = await findOverview(this.database, userId, conversationId);
    if (!row) throw new AppError(errors.CONVERSATION_NOT_FOUND);
    const [view] = await this.of(userId, [row]);

    return view as NonNullable<typeof view>;
  }

  async of(userId: string, rows: readonly OverviewRow[]) {
    const lastMessages = await Promise.all(rows.map((row) => this.lastMessageOf(row)));
    const messages = lastMessages.filter((message) => message !== undefined);
    const senders = messages.flatMap(({ senderId }) => senderId ?? []);
    const named = messages.flatMap(({ metadata }) => (metadata ? namedUsersOf(metadata) : []));
    const others = rows.flatMap((row) => row.others ?? []).map((other) => other.userId);

    const [cards, hidden] = await Promise.all([
      this.cards.get(userId, [...others, ...senders, ...named]),
      this.relationships.filterHidden(userId, [...new Set(senders)]),
    ]);

    const now = this.clock.now();

    return rows.map((row, index) => {
      const message = lastMessages[index];
      const sight = { cards, hidden, collapses: collapses(row.kind) };
      const lastMessage = message && messageSummaryView(message, sight);

      return conversationView(row, { cards, lastMessage, now });
    });
  }

  private async lastMessageOf({ last_message_id }: OverviewRow): Promise<Message | undefined> {
    return last_message_id === null ? undefined : findMessage(this.database, last_message_id);
  }
}
