import type { Sql } from '@tribe/service-kit';
import type { FriendEdge } from '../friend/friend.queries';
import { wordPattern } from './search.rules';

export interface FriendSearch {
  readonly userId: string;
  readonly terms: readonly string[];
  /** Only friends behind this one, whose name is looked up. */
  readonly afterId: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

export type FoundFriend = FriendEdge & { readonly total: number };

/** A person has few friends, so their cards are read one by one, by key. */
function friendSearch(terms: number): string {
  const fits = Array.from({ length: terms }, (_, index) => `c.search_key LIKE $${index + 5}`).join(
    ' AND ',
  );
  return `
    WITH found AS MATERIALIZED (
      SELECT e.friend_id, e.since, c.search_key COLLATE "C" AS name
        FROM friend_edges AS e CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = e.friend_id OFFSET 0) AS c
       WHERE e.user_id = $1::uuid AND c.is_active AND ${fits})
    SELECT friend_id, since, (SELECT count(*) FROM found)::int AS total
      FROM found
     WHERE $2::uuid IS NULL
        OR (name, friend_id) >
           (coalesce((SELECT search_key COLLATE "C" FROM user_cards WHERE user_id = $2::uuid), ''), $2::uuid)
     ORDER BY name, friend_id
     LIMIT $3 OFFSET $4`;
}

/** Friends of one user whose name or username has words that begin with the terms, by name. */
export function searchFriends(sql: Sql, search: FriendSearch): Promise<FoundFriend[]> {
  const { userId, terms, afterId, limit, offset } = search;
  return sql.query<FoundFriend>(`friend_search_${terms.length}`, friendSearch(terms.length), [
    userId,
    afterId ?? null,
    limit,
    offset,
    ...terms.map(wordPattern),
  ]);
}
