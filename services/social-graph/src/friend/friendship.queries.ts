import type { Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { askWindowStart, type FriendshipStatus, pairOf } from './friendship.rules';

/** The row of a pair, with its status as the rules know it. */
export interface FriendshipRow {
  readonly id: string;
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly status: FriendshipStatus;
  readonly requestedAt: Date;
  readonly acceptedAt: Date | null;
  readonly version: bigint;
}

/**
 * Makes this transaction the only one that changes anything between two people, also while they have no row yet. Taken
 * before any row of theirs.
 */
export async function lockBetween(tx: Tx, a: string, b: string): Promise<void> {
  const { userLow, userHigh } = pairOf(a, b);
  await tx.sql.execute(
    'friendship_lock_between',
    `SELECT pg_advisory_xact_lock(hashtextextended('people ' || $1::text || $2::text, 0))`,
    [userLow, userHigh],
  );
}

const rowColumns = `id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt",
            accepted_at AS "acceptedAt", version`;

/** The row of two users, as it is at this moment. */
export async function selectPair(
  sql: Sql,
  a: string,
  b: string,
): Promise<FriendshipRow | undefined> {
  const { userLow, userHigh } = pairOf(a, b);
  const [row] = await sql.query<FriendshipRow>(
    'friendship_of_pair',
    `SELECT ${rowColumns} FROM friendships WHERE user_low = $1::uuid AND user_high = $2::uuid`,
    [userLow, userHigh],
  );
  return row;
}

/** The row of two users, locked until the transaction ends. */
export async function lockPair(tx: Tx, a: string, b: string): Promise<FriendshipRow | undefined> {
  const { userLow, userHigh } = pairOf(a, b);
  const rows = await tx.sql.query<FriendshipRow>(
    'friendship_lock_pair',
    `SELECT id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt",
           accepted_at AS "acceptedAt", version
      FROM friendships WHERE user_low = $1::uuid AND user_high = $2::uuid
       FOR UPDATE`,
    [userLow, userHigh],
  );
  return rows[0];
}

/** The row with this id, locked until the transaction ends. */
export async function lockFriendship(tx: Tx, id: string): Promise<FriendshipRow | undefined> {
  const rows = await tx.sql.query<FriendshipRow>(
    'friendship_lock_friendship',
    `SELECT id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt",
           accepted_at AS "acceptedAt", version
      FROM friendships WHERE id = $1::uuid
       FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** Changes a locked row, and its version with it. */
export async function changeStatus(
  tx: Tx,
  { id }: FriendshipRow,
  status: FriendshipStatus,
  change: Partial<
    Pick<FriendshipRow, 'requesterId' | 'addresseeId' | 'requestedAt' | 'acceptedAt'>
  > = {},
): Promise<FriendshipRow> {
  const row = await tx.friendship.update({
    where: { id },
    data: { ...change, status, version: { increment: 1 } },
  });
  return { ...row, status };
}

/** What decides whether one person may ask another. Counts stop at `atMost`. */
export interface AskStanding {
  /** The other has friends. */
  readonly hasFriends: boolean;
  /** The two have a friend in common. */
  readonly haveMutualFriend: boolean;
  readonly friends: number;
  readonly openRequests: number;
}

export async function askStanding(
  tx: Tx,
  {
    requesterId,
    addresseeId,
    atMost,
  }: { requesterId: string; addresseeId: string; atMost: number },
): Promise<AskStanding> {
  const [standing] = await tx.sql.query<AskStanding>(
    'friendship_ask_standing',
    `SELECT EXISTS (SELECT FROM friend_edges WHERE user_id = $1::uuid) AS "hasFriends",
           EXISTS (SELECT friend_id FROM friend_edges WHERE user_id = $2::uuid
                   INTERSECT
                   SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid) AS "haveMutualFriend",
           (SELECT count(*) FROM (SELECT FROM friend_edges WHERE user_id = $2::uuid LIMIT $3) AS f)::int
             AS friends,
           (SELECT count(*) FROM (SELECT FROM friendships
                                   WHERE requester_id = $2::uuid AND status IN ('pending', 'declined')
                                   LIMIT $3) AS r)::int AS "openRequests"`,
    [addresseeId, requesterId, atMost],
  );
  if (!standing) throw new Error('a query of one row gave none');
  return standing;
}

/** The larger of the friend counts of two users; counting stops at `atMost`. */
export async function mostFriendsOf(
  tx: Tx,
  { requesterId, addresseeId }: FriendshipRow,
  atMost: number,
): Promise<number> {
  const [row] = await tx.sql.query<{ friends: number }>(
    'friendship_most_friends_of',
    `SELECT greatest(
      (SELECT count(*) FROM (SELECT FROM friend_edges WHERE user_id = $1::uuid LIMIT $2) AS r),
      (SELECT count(*) FROM (SELECT FROM friend_edges WHERE user_id = $3::uuid LIMIT $2) AS a)
    )::int AS friends`,
    [requesterId, atMost, addresseeId],
  );
  return row?.friends ?? 0;
}

/** When this person asked the other inside the window that counts, oldest first. */
export async function recentAsks(
  tx: Tx,
  friendshipId: string,
  requesterId: string,
  now: Date,
): Promise<Date[]> {
  const asks = await tx.friendRequestLogEntry.findMany({
    where: { friendshipId, requesterId, requestedAt: { gt: askWindowStart(now) } },
    orderBy: { requestedAt: 'asc' },
    select: { requestedAt: true },
  });
  return asks.map(({ requestedAt }) => requestedAt);
}
