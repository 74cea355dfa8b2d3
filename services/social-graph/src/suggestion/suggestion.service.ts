import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import {
  type Caller,
  Clock,
  type CursorPosition,
  Cursors,
  Database,
  paginated,
} from '@tribe/service-kit';
import { countMutualFriends } from '../friend/friend.queries';
import { userCardView } from '../friend/user-card.dto';
import { PrismaService } from '../prisma.service';
import { SuggestionRefresher } from './suggestion-refresher';
import { maySuggest, type SuggestionPlace } from './suggestion-sight.rules';
import type { ListSuggestionsQuery, SuggestionListResponse } from './suggestion.dto';
import { selectRefreshedAt, selectSuggestions, type SuggestionRow } from './suggestion.queries';
import { isFresh } from './suggestion.rules';

const listName = 'friend suggestions';

/** Whom a person may know: people with friends or goals in common. Who may be shown is decided at every read. */
@Injectable()
export class SuggestionService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly refresher: SuggestionRefresher,
    private readonly userCards: UserCards,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async listSuggestions(
    { userId }: Caller,
    query: ListSuggestionsQuery,
  ): Promise<SuggestionListResponse> {
    const { page, limit, cursor } = query;
    const place = cursor === undefined ? undefined : this.cursors.decode(listName, cursor);
    // Whoever is in the middle of the list goes on with the list they began.
    if (!place) await this.refreshIfStale(userId);
    const all = (await selectSuggestions(this.database, userId)).filter((row) =>
      maySuggest(placeOf(row)),
    );
    const rest = place ? all.filter((row) => isBehind(row, place)) : all.slice((page - 1) * limit);
    const rows = rest.slice(0, limit);
    const last = rest.length > limit ? rows.at(-1) : undefined;
    return {
      suggestions: await this.present(userId, rows),
      pagination: paginated({
        page,
        limit,
        total: all.length,
        nextCursor: last
          ? this.cursors.encode(listName, {
              id: last.suggestedUserId,
              rank: BigInt(Math.trunc(last.score)),
            })
          : null,
      }),
    };
  }

  /** Nothing to dismiss is no error, and tells nothing about anybody. */
  async dismissSuggestion({ userId }: Caller, suggestedUserId: string): Promise<void> {
    await this.prisma.friendSuggestion.updateMany({
      where: { userId, suggestedUserId },
      data: { dismissed: true },
    });
  }

  private async refreshIfStale(userId: string): Promise<void> {
    const refreshedAt = await selectRefreshedAt(this.database, userId);
    if (!isFresh(refreshedAt, this.clock.now())) await this.refresher.refresh([userId]);
  }

  private async present(userId: string, rows: readonly SuggestionRow[]) {
    const ids = rows.map(({ suggestedUserId }) => suggestedUserId);
    const [cards, mutual] = await Promise.all([
      this.userCards.get(ids),
      countMutualFriends(this.database, userId, ids),
    ]);
    return rows.flatMap(({ suggestedUserId: id, reason, commonGoals }) => {
      const card = cards.get(id);
      if (!card) return [];
      const mutualFriends = mutual.get(id) ?? 0;
      return [
        {
          user: userCardView(card),
          reason,
          mutual_friends_count: mutualFriends,
          common_goals: commonGoals,
        },
      ];
    });
  }
}

function placeOf({
  friendship,
  appearInSuggestions,
  profileVisibility,
  ...row
}: SuggestionRow): SuggestionPlace {
  return {
    ...row,
    friendship: friendship ?? undefined,
    privacy: { appearInSuggestions, profileVisibility },
  };
}

function isBehind(
  { score, suggestedUserId }: SuggestionRow,
  { rank, id }: Required<CursorPosition>,
): boolean {
  const own = BigInt(Math.trunc(score));
  return own === rank ? suggestedUserId < id : own < rank;
}
