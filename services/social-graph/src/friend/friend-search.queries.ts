import type { PageWindow, Sql } from '@tribe/service-kit';
import { wordPattern } from '../people/search-terms.rules';
import { cardOf } from '../people/user-card.queries';
import type { FriendEdge } from './friend.queries';

/** A friend that a search found, with the number of friends that it found in all. */
export type FoundFriend = FriendEdge & { readonly total: number };

/** A user has few friends, so their cards are read by key. */
function friendSearch(termCount: number): string {
  const patterns = Array.from({ length: termCount }, (_, index) => `$${index + 5}`);
  const matches = patterns.map((pattern) => `c.search_key LIKE ${pattern}`).join(' AND ');
  return `
    WITH found AS MATERIALIZED (
      SELECT e.friend_id, e.since, c.search_key COLLATE "C" AS name
        FROM friend_edges AS e CROSS JOIN ${cardOf('e.friend_id')} AS c
       WHERE e.user_id = $1::uuid AND c.is_active AND ${matches})
    SELECT friend_id AS "friendId", since, (SELECT count(*) FROM found)::int AS total
      FROM found
     WHERE $2::uuid IS NULL
        OR (name, friend_id) >
           (coalesce((SELECT search_key COLLATE "C" FROM user_cards WHERE user_id = $2::uuid), ''), $2::uuid)
     ORDER BY name, friend_id
     LIMIT $3 OFFSET $4`;
}

/** The friends of a user whose full name or username has a word for each term that begins with it, by name. */
export function searchFriends(
  sql: Sql,
  userId: string,
  terms: readonly string[],
  { after, limit, offset }: PageWindow,
): Promise<FoundFriend[]> {
  return sql.query<FoundFriend>(`friend_search_${terms.length}`, friendSearch(terms.length), [
    userId,
    after?.id ?? null,
    limit,
    offset,
    ...terms.map(wordPattern),
  ]);
}
