import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Cursors, Database, paginated } from '@tribe/service-kit';
import { countMutualFriends } from '../friend/friend.queries';
import { userCardView } from '../friend/user-card.dto';
import { searchAlike } from './alike-search.queries';
import type { PeopleSearchResponse, SearchQuery } from './people-search.dto';
import { searchPeople } from './people-search.queries';
import { canGuess, searchTerms } from './search.rules';

const listName = 'people search';

/** People found by how their names are spelled; there is no second page of them. */
const mostAlike = 20;

/**
 * Finds people by name and username: who has exactly that username, then friends, then others, each by name. When that is
 * nobody, it was perhaps a slip of the finger: then those whose names are spelled alike.
 */
@Injectable()
export class PeopleSearchService {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
    private readonly cursors: Cursors,
  ) {}

  async searchPeople({ userId }: Caller, query: SearchQuery): Promise<PeopleSearchResponse> {
    const { q, page, limit, cursor } = query;
    const place = cursor === undefined ? undefined : this.cursors.decode(listName, cursor);
    const terms = searchTerms(q);
    const found = await searchPeople(this.database, {
      viewerId: userId,
      terms,
      typed: q.replace(/^@/, ''),
      after: place && { rank: Number(place.rank), userId: place.id },
      offset: place ? 0 : (page - 1) * limit,
      limit: limit + 1,
    });
    if (found.length === 0 && page === 1 && !place && canGuess(terms))
      return this.guess(userId, terms, query);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last
      ? this.cursors.encode(listName, { id: last.user_id, rank: BigInt(last.rank) })
      : null;
    return {
      users: await this.present(userId, rows),
      spelled_alike: false,
      pagination: paginated({ page, limit, total: rows[0]?.total ?? 0, nextCursor }),
    };
  }

  private async guess(
    viewerId: string,
    terms: string[],
    { page, limit }: SearchQuery,
  ): Promise<PeopleSearchResponse> {
    const rows = await searchAlike(this.database, {
      viewerId,
      terms,
      limit: Math.min(limit, mostAlike),
    });
    return {
      users: await this.present(viewerId, rows),
      spelled_alike: rows.length > 0,
      pagination: paginated({ page, limit, total: rows.length, nextCursor: null }),
    };
  }

  private async present(
    viewerId: string,
    rows: readonly { user_id: string; is_friend: boolean }[],
  ) {
    const ids = rows.map(({ user_id }) => user_id);
    const [cards, mutual] = await Promise.all([
      this.userCards.get(ids),
      countMutualFriends(this.database, viewerId, ids),
    ]);
    return rows.flatMap(({ user_id, is_friend }) => {
      const card = cards.get(user_id);
      if (!card) return [];
      return [{ ...userCardView(card), is_friend, mutual_friends_count: mutual.get(user_id) ?? 0 }];
    });
  }
}
