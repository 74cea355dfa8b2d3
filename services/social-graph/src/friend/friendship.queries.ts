import type { Sql } from '@tribe/service-kit';
import { beforeRows, type LockedPair } from '../people/locks';
import { pairOf } from '../people/pair.rules';
import type { Tx } from '../prisma.service';
import type { FriendshipStatus } from './friendship.rules';

/** The row of a pair of users. */
export interface FriendshipRow {
  readonly id: string;
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly status: FriendshipStatus;
  readonly requestedAt: Date;
  readonly acceptedAt: Date | null;
  readonly version: bigint;
}

/** The columns of a {@link FriendshipRow}. */
export const friendshipColumns = `
  id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt",
  accepted_at AS "acceptedAt", version`;

const friendshipOfPair = `
  SELECT ${friendshipColumns} FROM friendships WHERE user_low = $1::uuid AND user_high = $2::uuid`;

export async function findFriendship(
  sql: Sql,
  userId: string,
  otherId: string,
): Promise<FriendshipRow | undefined> {
  const { userLow, userHigh } = pairOf(userId, otherId);
  const values = [userLow, userHigh];
  const [row] = await sql.query<FriendshipRow>('friendship_of_pair', friendshipOfPair, values);

  return row;
}

/** Like {@link findFriendship}, with the row locked until the transaction ends. */
export async function lockFriendship(
  tx: Tx,
  { userLow, userHigh }: LockedPair,
): Promise<FriendshipRow | undefined> {
  beforeRows(tx);
  const [row] = await tx.sql.query<FriendshipRow>(
    'friendship_of_pair_lock',
    `${friendshipOfPair} FOR UPDATE`,
    [userLow, userHigh],
  );
  return row;
}

/** The row with this id. Its pair never changes, so it is read first and locked with {@link lockFriendship}. */
export async function findRequest(sql: Sql, requestId: string): Promise<FriendshipRow | undefined> {
  const [row] = await sql.query<FriendshipRow>(
    'friendship_by_id',
    `SELECT ${friendshipColumns} FROM friendships WHERE id = $1::uuid`,
    [requestId],
  );
  return row;
}

/** The larger of the friend counts of the two users. Counting stops at `atMost`. */
export async function countMostFriends(
  sql: Sql,
  { requesterId, addresseeId }: FriendshipRow,
  atMost: number,
): Promise<number> {
  const [row] = await sql.query<{ friends: number }>(
    'friendship_most_friends',
    `SELECT greatest(
       (SELECT count(*) FROM (SELECT FROM friend_edges WHERE user_id = $1::uuid LIMIT $2) AS r),
       (SELECT count(*) FROM (SELECT FROM friend_edges WHERE user_id = $3::uuid LIMIT $2) AS a)
     )::int AS friends`,
    [requesterId, atMost, addresseeId],
  );
  return row?.friends ?? 0;
}
