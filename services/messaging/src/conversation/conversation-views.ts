import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { AppError, Clock, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import { MessageViews } from '../message/message-views';
import { findMessage } from '../message/message.queries';
import { findOverview, type OverviewRow } from './conversation-overview.queries';
import { conversationView } from './conversation.view';

/** Shows conversations to their participants. */
@Injectable()
export class ConversationViews {
  constructor(
    private readonly database: Database,
    private readonly cards: VisibleCards,
    private readonly messages: MessageViews,
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
    const others = rows.flatMap((row) => row.others ?? []);

    const [cards, lastMessages] = await Promise.all([
      this.cards.get(
        userId,
        others.map((other) => other.userId),
      ),
      Promise.all(rows.map((row) => this.lastMessage(userId, row))),
    ]);

    const now = this.clock.now();

    return rows.map((row, index) =>
      conversationView(row, { cards, lastMessage: lastMessages[index], now }),
    );
  }

  private async lastMessage(userId: string, row: OverviewRow) {
    const { id, kind, joined_seq: joinedSeq, last_message_id } = row;
    if (last_message_id === null) return undefined;
    const message = await findMessage(this.database, last_message_id);

    return message && this.messages.ofOne({ id, kind, userId, joinedSeq }, message);
  }
}
