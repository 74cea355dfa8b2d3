import { Injectable } from '@nestjs/common';
import { UserCards, withCards } from '@tribe/projections';
import { type Caller, Clock, Database, Pages, Transactions } from '@tribe/service-kit';
import { rowsInWindow } from '../in-memory-window';
import { countMutualFriends } from '../people/pair.queries';
import type { Tx } from '../prisma.service';
import type { GoalSuggestionListResponse, ListGoalSuggestionsQuery } from './goal-suggestion.dto';
import { listGoalSuggestions } from './goal-suggestion.queries';
import { SuggestionRefresher } from './suggestion-refresher';
import { canBeShown } from './suggestion-visibility.rules';
import type { ListSuggestionsQuery, SuggestionListResponse } from './suggestion.dto';
import { findRefreshedAt, listSuggestions, type SuggestionRow } from './suggestion.queries';
import { isFresh } from './suggestion.rules';
import { goalSuggestionView, suggestionView } from './suggestion.view';

/** Suggestions to the caller: users that the caller may know, and kinds of goals to share with friends. */
@Injectable()
export class SuggestionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly refresher: SuggestionRefresher,
    private readonly cards: UserCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Each read decides again which suggestions may be shown. */
  async listSuggestions(
    { userId }: Caller,
    query: ListSuggestionsQuery,
  ): Promise<SuggestionListResponse> {
    // Behind a cursor, the list goes on as it began.
    if (query.cursor === undefined) await this.refreshIfStale(userId);
    const all = await listSuggestions(this.database, userId);
    const shown = all.filter(isShown);

    const { rows, pagination } = await this.pages.read('friend suggestions', query, {
      rows: async (window) => rowsInWindow(shown, window, positionOf, 'descending'),
      total: async () => shown.length,
      position: positionOf,
    });

    const ids = rows.map(({ suggestedUserId }) => suggestedUserId);

    const [cards, mutualFriends] = await Promise.all([
      this.cards.get(ids),
      countMutualFriends(this.database, userId, ids),
    ]);

    const suggestions = withCards(
      rows,
      ({ suggestedUserId }) => suggestedUserId,
      cards,
      (row, card) => suggestionView(row, card, mutualFriends.get(card.id) ?? 0),
    );

    return { suggestions, pagination };
  }

  /** Without a suggestion, nothing happens: the answer tells nothing about the user. */
  async dismissSuggestion({ userId }: Caller, suggestedUserId: string): Promise<void> {
    await this.transactions.run((tx) =>
      tx.friendSuggestion.updateMany({
        where: { userId, suggestedUserId },
        data: { dismissed: true },
      }),
    );
  }

  async listGoalSuggestions(
    { userId }: Caller,
    { limit }: ListGoalSuggestionsQuery,
  ): Promise<GoalSuggestionListResponse> {
    const rows = await listGoalSuggestions(this.database, userId, limit);
    const cards = await this.cards.get(rows.flatMap(({ friendIds }) => friendIds));
    return { suggestions: rows.map((row) => goalSuggestionView(row, cards)) };
  }

  private async refreshIfStale(userId: string): Promise<void> {
    const refreshedAt = await findRefreshedAt(this.database, userId);
    if (!isFresh(refreshedAt, this.clock.now())) await this.refresher.refresh([userId]);
  }
}

function isShown({
  friendship,
  appearInSuggestions,
  profileVisibility,
  ...row
}: SuggestionRow): boolean {
  const privacy = { appearInSuggestions, profileVisibility };
  return canBeShown({ ...row, friendship: friendship ?? undefined, privacy });
}

const positionOf = ({ suggestedUserId, score }: SuggestionRow) => ({
  id: suggestedUserId,
  rank: BigInt(Math.trunc(score)),
});
