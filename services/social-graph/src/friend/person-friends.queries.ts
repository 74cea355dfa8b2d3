import type { Sql } from '@tribe/service-kit';
import { lastUuid, type PageStart, type RecentKey } from './friend.queries';

/** A friend of somebody, as somebody else finds them. */
export interface ShownFriend {
  readonly friend_id: string;
  readonly since: Date;
  /** A friend of who looks, too. */
  readonly is_friend: boolean;
}

/** The friends of $1 whom $2 may see: as in a search, nobody hidden, gone, or private to strangers. */
const shown = `
  WITH mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $2::uuid),
  hidden AS MATERIALIZED (
    SELECT blocked_id AS id FROM blocked_users WHERE blocker_id = $2::uuid AND unblocked_at IS NULL
    UNION ALL
    SELECT blocker_id FROM blocked_users WHERE blocked_id = $2::uuid AND unblocked_at IS NULL),
  shown AS NOT MATERIALIZED (
    SELECT e.friend_id, e.since, e.friend_id IN (SELECT friend_id FROM mine) AS is_friend
      FROM friend_edges AS e CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = e.friend_id OFFSET 0) AS c
     WHERE e.user_id = $1::uuid AND c.is_active AND e.friend_id NOT IN (SELECT id FROM hidden)
       AND (c.profile_visibility <> 'private' OR e.friend_id = $2::uuid OR e.friend_id IN (SELECT friend_id FROM mine)))`;

/** Most recent friendship first. */
export function selectShownFriends(
  sql: Sql,
  { userId, viewerId }: { userId: string; viewerId: string },
  { after, offset, limit }: PageStart<RecentKey> & { limit: number },
): Promise<ShownFriend[]> {
  return sql.query<ShownFriend>(
    'person_friends',
    `${shown}
     SELECT friend_id, since, is_friend FROM shown
      WHERE (since, friend_id) < ($3::timestamptz, $4::uuid)
      ORDER BY since DESC, friend_id DESC
      LIMIT $5 OFFSET $6`,
    [userId, viewerId, after?.since ?? 'infinity', after?.friendId ?? lastUuid, limit, offset],
  );
}

export async function countShownFriends(
  sql: Sql,
  userId: string,
  viewerId: string,
): Promise<number> {
  const [row] = await sql.query<{ friends: number }>(
    'person_friends_count',
    `${shown} SELECT count(*)::int AS friends FROM shown`,
    [userId, viewerId],
  );
  return row?.friends ?? 0;
}
