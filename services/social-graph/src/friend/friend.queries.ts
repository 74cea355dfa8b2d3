import type { Sql } from '@tribe/service-kit';
import type { FriendshipStatus } from './friendship.rules';

/** One friend of somebody, and since when. */
export interface FriendEdge {
  readonly friend_id: string;
  readonly since: Date;
}

/** Where a page starts: after a row (keyset) or after a number of rows. */
export interface PageStart<Key> {
  readonly after: Key | undefined;
  readonly offset: number;
}

export interface RecentKey {
  readonly since: Date;
  readonly friendId: string;
}

/** Behind every id there is. */
export const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Whose account is gone for now is in no list and in no count. One that is not known yet may be there. No EXISTS, for
 * which Postgres may read all cards there are.
 */
export const isThere = (id: string) =>
  `(SELECT is_active FROM user_cards WHERE user_id = ${id}) IS NOT FALSE`;

/** Friends of one user, most recent friendship first. */
export function selectRecentFriends(
  sql: Sql,
  userId: string,
  { after, offset, limit }: PageStart<RecentKey> & { limit: number },
): Promise<FriendEdge[]> {
  return sql.query<FriendEdge>(
    'friends_recent',
    `SELECT friend_id, since FROM friend_edges
      WHERE user_id = $1::uuid AND (since, friend_id) < ($2::timestamptz, $3::uuid)
        AND ${isThere('friend_edges.friend_id')}
      ORDER BY since DESC, friend_id DESC
      LIMIT $4 OFFSET $5`,
    [userId, after?.since ?? 'infinity', after?.friendId ?? lastUuid, limit, offset],
  );
}

/**
 * Friends of one user by name, in the order of the Unicode root collation whatever the database's own is. A page
 * starts after a friend; their name is looked up, so that a cursor need not carry it.
 */
export function selectFriendsByName(
  sql: Sql,
  userId: string,
  { after, offset, limit }: PageStart<string> & { limit: number },
): Promise<FriendEdge[]> {
  return sql.query<FriendEdge>(
    'friends_by_name',
    `WITH named AS (
       SELECT edges.friend_id, edges.since, coalesce(lower(cards.full_name), '') COLLATE "und-x-icu" AS name
         FROM friend_edges AS edges
         LEFT JOIN LATERAL (SELECT full_name, is_active FROM user_cards WHERE user_id = edges.friend_id OFFSET 0) AS cards
           ON true
        WHERE edges.user_id = $1::uuid AND cards.is_active IS NOT FALSE
     )
     SELECT friend_id, since FROM named
      WHERE $2::uuid IS NULL
         OR (name, friend_id) > (coalesce((SELECT lower(full_name) FROM user_cards WHERE user_id = $2::uuid), ''), $2::uuid)
      ORDER BY name, friend_id
      LIMIT $3 OFFSET $4`,
    [userId, after ?? null, limit, offset],
  );
}

export async function selectAreFriends(
  sql: Sql,
  userId: string,
  otherId: string,
): Promise<boolean> {
  const rows = await sql.query(
    'friends_are_friends',
    `SELECT FROM friendships
      WHERE user_low = least($1::uuid, $2::uuid) AND user_high = greatest($1::uuid, $2::uuid) AND status = 'accepted'`,
    [userId, otherId],
  );
  return rows.length > 0;
}

export async function countFriends(sql: Sql, userId: string): Promise<number> {
  const [row] = await sql.query<{ friends: number }>(
    'friends_count',
    `SELECT count(*)::int AS friends FROM friend_edges
      WHERE friend_edges.user_id = $1::uuid AND ${isThere('friend_edges.friend_id')}`,
    [userId],
  );
  return row?.friends ?? 0;
}

/**
 * How many friends a user has in common with each of the given ones. LATERAL keeps it at one index scan per person:
 * joined any other way, Postgres reads all friendships there are.
 */
export async function countMutualFriends(
  sql: Sql,
  userId: string,
  friendIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ friend_id: string; mutual: number }>(
    'friends_mutual_counts',
    `WITH mine AS MATERIALIZED (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid)
     SELECT asked.friend_id, counted.mutual
       FROM unnest($2::uuid[]) AS asked (friend_id)
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS mutual FROM friend_edges AS theirs
         WHERE theirs.user_id = asked.friend_id AND theirs.friend_id IN (SELECT friend_id FROM mine)
      ) AS counted`,
    [userId, friendIds],
  );
  return new Map(rows.map(({ friend_id, mutual }) => [friend_id, mutual]));
}

/** A request as its lists show it. */
export interface FriendRequestRow {
  readonly id: string;
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly status: FriendshipStatus;
  readonly requestedAt: Date;
}

export interface RequestKey {
  readonly requestedAt: Date;
  readonly id: string;
}

/** Which requests a person sees on either side. One that was declined stays in its sender's list. */
const visible = {
  incoming: `addressee_id = $1::uuid AND status = 'pending' AND ${isThere('requester_id')}`,
  outgoing: `requester_id = $1::uuid AND status IN ('pending', 'declined') AND ${isThere('addressee_id')}`,
} as const;

export type RequestDirection = keyof typeof visible;

/** Open requests from or to one user, newest first. */
export function selectFriendRequests(
  sql: Sql,
  userId: string,
  {
    direction,
    after,
    offset,
    limit,
  }: PageStart<RequestKey> & { direction: RequestDirection; limit: number },
): Promise<FriendRequestRow[]> {
  return sql.query<FriendRequestRow>(
    `friend_requests_${direction}`,
    `SELECT id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt"
       FROM friendships
      WHERE ${visible[direction]} AND (requested_at, id) < ($2::timestamptz, $3::uuid)
      ORDER BY requested_at DESC, id DESC
      LIMIT $4 OFFSET $5`,
    [userId, after?.requestedAt ?? 'infinity', after?.id ?? lastUuid, limit, offset],
  );
}

export async function countFriendRequests(
  sql: Sql,
  userId: string,
  direction: RequestDirection,
): Promise<number> {
  const [row] = await sql.query<{ requests: number }>(
    `friend_requests_${direction}_count`,
    `SELECT count(*)::int AS requests FROM friendships WHERE ${visible[direction]}`,
    [userId],
  );
  return row?.requests ?? 0;
}
