import { Injectable } from '@nestjs/common';
import { type Caller, Cursors, Database, paginated } from '@tribe/service-kit';
import { FriendViews } from '../friend/friend-views';
import type { FriendListResponse } from '../friend/friend.dto';
import { searchFriends } from './friend-search.queries';
import type { SearchQuery } from './people-search.dto';
import { searchTerms } from './search.rules';

const listName = 'friend search';

/** Finds one's own friends by name and username. */
@Injectable()
export class FriendSearchService {
  constructor(
    private readonly database: Database,
    private readonly views: FriendViews,
    private readonly cursors: Cursors,
  ) {}

  async searchFriends(
    { userId }: Caller,
    { q, page, limit, cursor }: SearchQuery,
  ): Promise<FriendListResponse> {
    const afterId = cursor === undefined ? undefined : this.cursors.decode(listName, cursor).id;
    const offset = afterId ? 0 : (page - 1) * limit;
    const search = { userId, terms: searchTerms(q), afterId, offset, limit: limit + 1 };
    const found = await searchFriends(this.database, search);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      friends: await this.views.of(userId, rows),
      pagination: paginated({
        page,
        limit,
        total: rows[0]?.total ?? 0,
        nextCursor: last ? this.cursors.encode(listName, { id: last.friend_id }) : null,
      }),
    };
  }
}
