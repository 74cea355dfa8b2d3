import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { isActiveAccount } from '../people/user-card.queries';
import { windowStart } from '../sliding-limit.rules';
import { type FriendLimits, type NewRequest, requestLimit } from './friend-request.rules';
import type { FriendshipStatus } from './friendship.rules';

/** A request as the lists show it. */
export interface FriendRequestRow {
  readonly id: string;
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly status: FriendshipStatus;
  readonly requestedAt: Date;
}

/** The requests that each list shows. A declined request stays in the list of its requester. */
const visibleRequests = {
  incoming: `addressee_id = $1::uuid AND status = 'pending' AND ${isActiveAccount('requester_id')}`,
  outgoing: `requester_id = $1::uuid AND status IN ('pending', 'declined') AND ${isActiveAccount('addressee_id')}`,
} as const;

export type RequestDirection = keyof typeof visibleRequests;

type RequestFacts = Omit<NewRequest, 'privacy'>;

const requestFacts = `
  SELECT EXISTS (SELECT FROM friend_edges WHERE user_id = $1::uuid) AS "addresseeHasFriends",
         EXISTS (SELECT friend_id FROM friend_edges WHERE user_id = $2::uuid
                 INTERSECT
                 SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid) AS "haveMutualFriend",
         (SELECT count(*) FROM (SELECT FROM friend_edges WHERE user_id = $2::uuid LIMIT $3) AS f)::int AS friends,
         (SELECT count(*) FROM (SELECT FROM friendships
                                 WHERE requester_id = $2::uuid AND status IN ('pending', 'declined')
                                 LIMIT $3) AS r)::int AS "openRequests",
         ARRAY(SELECT l.requested_at
                 FROM friendships AS f JOIN friend_request_log AS l ON l.friendship_id = f.id
                WHERE f.user_low = least($1::uuid, $2::uuid) AND f.user_high = greatest($1::uuid, $2::uuid)
                  AND l.requester_id = $2::uuid AND l.requested_at > $4::timestamptz
                ORDER BY l.requested_at) AS "sentAt"`;

/** Open requests to or from a user, newest first. */
export function listFriendRequests(
  sql: Sql,
  userId: string,
  direction: RequestDirection,
  window: PageWindow,
): Promise<FriendRequestRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<FriendRequestRow>(
    `friend_request_${direction}_page`,
    `SELECT id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt"
       FROM friendships
      WHERE ${visibleRequests[direction]} AND (requested_at, id) < ($2::timestamptz, $3::uuid)
      ORDER BY requested_at DESC, id DESC
      LIMIT $4 OFFSET $5`,
    [userId, at, id, window.limit, window.offset],
  );
}

export function countFriendRequests(
  sql: Sql,
  userId: string,
  direction: RequestDirection,
): Promise<number> {
  return countRows(
    sql,
    `friend_request_${direction}_count`,
    `SELECT count(*)::int AS total FROM friendships WHERE ${visibleRequests[direction]}`,
    [userId],
  );
}

/**
 * Reads the facts that decide whether a user may send another user a request, besides the settings of the addressee.
 * Counting stops at the larger of the limits.
 */
export async function findRequestFacts(
  sql: Sql,
  { requesterId, addresseeId }: { requesterId: string; addresseeId: string },
  limits: FriendLimits,
  now: Date,
): Promise<RequestFacts> {
  const atMost = Math.max(limits.friends, limits.openRequests);

  const [facts] = await sql.query<RequestFacts>('friend_request_facts', requestFacts, [
    addresseeId,
    requesterId,
    atMost,
    windowStart(requestLimit, now),
  ]);

  if (!facts) throw new Error('a query of one row returned none');

  return facts;
}
