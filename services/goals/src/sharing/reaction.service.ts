import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ModerationMutes, VisibleCards } from '@tribe/projections';
import { type Caller, Clock, Database, positionAt, settle, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { ListReactionsQuery } from './reaction.dto';
import {
  countReactions,
  findReaction,
  listReactions,
  type ReactionRow,
  saveReaction,
} from './reaction.queries';
import { decideReaction } from './reaction.rules';
import { reactionView } from './reaction.view';
import { SharedItemAccess } from './shared-item-access';
import { SharedItemLists } from './shared-item-lists';
import type { SharedItem } from './shared-item.queries';
import { sharedItemReacted } from './sharing.events';

/** Reactions to check-ins and reflections: at most one per user and item. */
@Injectable()
export class ReactionService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: SharedItemAccess,
    private readonly cards: VisibleCards,
    private readonly lists: SharedItemLists,
    private readonly mutes: ModerationMutes,
    private readonly clock: Clock,
  ) {}

  /** Replaces the former reaction of the caller. Has no effect when it is the same. */
  async react(caller: Caller, item: SharedItem, emoji: string) {
    const row = await this.write(caller, item, emoji);
    if (!row) throw new Error('the reaction was not stored');
    const user = await this.cards.ofCaller(caller);

    return reactionView(row, item, new Map([[user.id, user]]));
  }

  /** Has no effect without a reaction. */
  async removeReaction(caller: Caller, item: SharedItem): Promise<void> {
    await this.write(caller, item, null);
  }

  async listReactions({ userId: viewerId }: Caller, item: SharedItem, query: ListReactionsQuery) {
    const viewed = { itemId: item.itemId, viewerId };
    const request = { viewerId, item, query };

    const { rows, cards, pagination } = await this.lists.read('shared-reactions', request, {
      rows: (window) => listReactions(this.database, viewed, window),
      total: () => countReactions(this.database, viewed),
      position: ({ updatedAt, id }) => positionAt(updatedAt, id),
    });

    return { reactions: rows.map((row) => reactionView(row, item, cards)), pagination };
  }

  private async write(
    caller: Caller,
    item: SharedItem,
    emoji: string | null,
  ): Promise<ReactionRow | undefined> {
    const [user, relation] = await Promise.all([
      this.cards.ofCaller(caller),
      this.access.require(caller.userId, item),
    ]);
    // A muted user may take a reaction back.
    if (emoji !== null) await this.mutes.requireUnmuted(caller.userId);

    return this.transactions.run(async (tx) => {
      const owned = await this.access.requireLocked(tx, item, relation);
      const known = await findReaction(tx.sql, item, caller.userId);
      const decided = settle(decideReaction(known, emoji));
      if (!decided) return known;
      const now = this.clock.now();
      const row = await saveReaction(tx.sql, item, { userId: user.id, ...decided, known, now });
      await this.events.publish(tx, sharedItemReacted(row, owned, user));

      return row;
    });
  }
}
