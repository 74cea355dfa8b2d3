import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { friendsInCommon } from '../people/pair.queries';
import { cardOf, isActiveAccount } from '../people/user-card.queries';

/** A friend of a user, and when the friendship began. */
export interface FriendEdge {
  readonly friendId: string;
  readonly since: Date;
}

/** A friend in a page, with the number of all friends and of the friends in common. */
export interface CountedFriend extends FriendEdge {
  readonly total: number;
  readonly mutualFriends: number;
}

const before = '(since, friend_id) < ($2::timestamptz, $3::uuid)';
const newestFirst = 'since DESC, friend_id DESC';

const friendCount = `
  SELECT count(*)::int AS total FROM friend_edges
   WHERE friend_edges.user_id = $1::uuid AND ${isActiveAccount('friend_edges.friend_id')}`;

/** The friends of a user, most recent friendship first. All friends are read once, because they are counted anyway. */
export function listRecentFriends(
  sql: Sql,
  userId: string,
  window: PageWindow,
): Promise<CountedFriend[]> {
  const { at, id } = olderThan(window);

  return sql.query<CountedFriend>(
    'friend_recent_page',
    `WITH mine AS MATERIALIZED (
       SELECT friend_id, since FROM friend_edges
        WHERE user_id = $1::uuid AND ${isActiveAccount('friend_edges.friend_id')}
     ), page AS (
       SELECT friend_id, since FROM mine WHERE ${before} ORDER BY ${newestFirst} LIMIT $4 OFFSET $5
     )
     SELECT friend_id AS "friendId", since, (SELECT count(*)::int FROM mine) AS total,
            common.friends AS "mutualFriends"
       FROM page CROSS JOIN ${friendsInCommon('page.friend_id', 'mine')} AS common
      ORDER BY ${newestFirst}`,
    [userId, at, id, window.limit, window.offset],
  );
}

/** The friends of a user, most recent friendship first. */
export function listNewestFriends(sql: Sql, userId: string, limit: number): Promise<FriendEdge[]> {
  const { at, id } = olderThan({ after: undefined, offset: 0, limit });

  return sql.query<FriendEdge>(
    'friend_newest',
    `SELECT friend_id AS "friendId", since FROM friend_edges
      WHERE user_id = $1::uuid AND ${before} AND ${isActiveAccount('friend_edges.friend_id')}
      ORDER BY ${newestFirst}
      LIMIT $4`,
    [userId, at, id, limit],
  );
}

/**
 * The friends of a user by name, in the order of the Unicode root collation, whatever the collation of the database is. The
 * window begins behind a friend, whose name is looked up: the cursor carries the id only.
 */
export function listFriendsByName(
  sql: Sql,
  userId: string,
  { after, limit, offset }: PageWindow,
): Promise<FriendEdge[]> {
  return sql.query<FriendEdge>(
    'friend_by_name_page',
    `WITH named AS (
       SELECT e.friend_id, e.since, coalesce(lower(c.full_name), '') COLLATE "und-x-icu" AS name
         FROM friend_edges AS e LEFT JOIN ${cardOf('e.friend_id')} AS c ON true
        WHERE e.user_id = $1::uuid AND c.is_active IS NOT FALSE
     )
     SELECT friend_id AS "friendId", since FROM named
      WHERE $2::uuid IS NULL
         OR (name, friend_id) > (coalesce((SELECT lower(full_name) FROM user_cards WHERE user_id = $2::uuid), ''), $2::uuid)
      ORDER BY name, friend_id
      LIMIT $3 OFFSET $4`,
    [userId, after?.id ?? null, limit, offset],
  );
}

export function countFriends(sql: Sql, userId: string): Promise<number> {
  return countRows(sql, 'friend_count', friendCount, [userId]);
}
