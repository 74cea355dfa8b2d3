import { Injectable } from '@nestjs/common';
import { Relationships, VisibleCards } from '@tribe/projections';
import { AppError, Clock, Database } from '@tribe/service-kit';
import { TeamConfirmation } from '../access/team-confirmation';
import { TeamScope } from '../access/team-scope';
import { errors } from '../errors';
import { findMessage, type Message } from '../message/message.queries';
import { namedUsersOf } from '../message/message.rules';
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
    private readonly teams: TeamScope,
    private readonly confirmation: TeamConfirmation,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError CONVERSATION_NOT_FOUND */
  async ofId(userId: string, conversationId: string) {
    const row =
      (await this.find(userId, conversationId)) ?? (await this.confirm(userId, conversationId));
    if (!row) throw new AppError(errors.CONVERSATION_NOT_FOUND);
    const [view] = await this.of(userId, [row]);

    return view as NonNullable<typeof view>;
  }

  async of(userId: string, rows: readonly OverviewRow[]) {
    const lastMessages = await this.lastMessagesOf(userId, rows);
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

  private find(userId: string, conversationId: string): Promise<OverviewRow | undefined> {
    return findOverview(this.teams.as(userId), userId, conversationId);
  }

  private async confirm(userId: string, conversationId: string) {
    const isMember = await this.confirmation.confirmChannel(conversationId, userId);
    return isMember ? this.find(userId, conversationId) : undefined;
  }

  private lastMessagesOf(
    userId: string,
    rows: readonly OverviewRow[],
  ): Promise<(Message | undefined)[]> {
    const hasChannel = rows.some((row) => row.team_id !== null);
    const sql = hasChannel ? this.teams.as(userId) : this.database;

    return Promise.all(
      rows.map(async ({ last_message_id: id }) => (id === null ? undefined : findMessage(sql, id))),
    );
  }
}
