import { Injectable } from '@nestjs/common';
import { Relationships, VisibleCards } from '@tribe/projections';
import { AppError, Clock, Database } from '@tribe/service-kit';
import { TeamScope } from '../access/team-scope';
import { errors } from '../errors';
import { findMessage, type Message } from '../message/message.queries';
import { namedUsersOf } from '../message/message.rules';
import { messageSummaryView } from '../message/message.view';
import { type ChannelRow, findChannel } from './channel-overview.queries';
import { findOverview, type OverviewRow } from './conversation-overview.queries';
import { conversationView } from './conversation.view';

/** Shows conversations to their participants. */
@Injectable()
export class ConversationViews {
  constructor(
    private readonly database: Database,
    private readonly cards: VisibleCards,
    private readonly relationships: Relationships,
    private readonly teams: TeamScope,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError CONVERSATION_NOT_FOUND */
  async ofId(userId: string, conversationId: string) {
    const row =
      (await findOverview(this.database, userId, conversationId)) ??
      (await findChannel(this.teams.as(userId), userId, conversationId));

    if (!row) throw new AppError(errors.CONVERSATION_NOT_FOUND);
    const [view] = await this.of(userId, [row]);

    return view as NonNullable<typeof view>;
  }

  async of(userId: string, rows: readonly (OverviewRow | ChannelRow)[]) {
    const lastMessages = await Promise.all(rows.map((row) => this.lastMessageOf(userId, row)));
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
      const sight = { cards, hidden, kind: row.kind };
      const lastMessage = message && messageSummaryView(message, sight);

      return conversationView(row, { cards, lastMessage, now });
    });
  }

  private async lastMessageOf(
    userId: string,
    row: OverviewRow | ChannelRow,
  ): Promise<Message | undefined> {
    if (row.last_message_id === null) return undefined;
    const sql = 'team_id' in row ? this.teams.as(userId) : this.database;

    return findMessage(sql, row.last_message_id);
  }
}
