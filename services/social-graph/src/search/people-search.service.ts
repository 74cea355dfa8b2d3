import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Cursors, Database, paginated } from '@tribe/service-kit';
import { countMutualFriends } from '../friend/friend.queries';
import { userCardView } from '../friend/user-card.dto';
import type { PeopleSearchResponse, SearchQuery } from './people-search.dto';
import { searchPeople } from './people-search.queries';
import { searchTerms } from './search.rules';

const CURSOR = 'people search';

/** Finds people by name and username: who has exactly that username, then friends, then others, each by name. */
@Injectable()
export class PeopleSearchService {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
    private readonly cursors: Cursors,
  ) {}

  async searchPeople({ userId }: Caller, { q, page, limit, cursor }: SearchQuery): Promise<PeopleSearchResponse> {
    const place = cursor === undefined ? undefined : this.cursors.decode(CURSOR, cursor);
    const found = await searchPeople(this.database, {
      viewerId: userId,
      terms: searchTerms(q),
      typed: q.replace(/^@/, ''),
      after: place && { rank: Number(place.rank), userId: place.id },
      offset: place ? 0 : (page - 1) * limit,
      limit: limit + 1,
    });
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const ids = rows.map(({ user_id }) => user_id);
    const [cards, mutual] = await Promise.all([
      this.userCards.get(ids),
      countMutualFriends(this.database, userId, ids),
    ]);
    return {
      users: rows.flatMap(({ user_id, is_friend }) => {
        const card = cards.get(user_id);
        if (!card) return [];
        return [{ ...userCardView(card), is_friend, mutual_friends_count: mutual.get(user_id) ?? 0 }];
      }),
      pagination: paginated({
        page,
        limit,
        total: rows[0]?.total ?? 0,
        nextCursor: last ? this.cursors.encode(CURSOR, { id: last.user_id, rank: BigInt(last.rank) }) : null,
      }),
    };
  }
}
