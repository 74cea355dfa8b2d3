import type { Sql } from '@tribe/service-kit';
import { filterInactive } from './user-card.queries';

/** Most ids that {@link listHiddenIds} returns. */
const mostHidden = 5_000;

/**
 * The ids of all users hidden from a user, as a query: users that the user blocked, and users that blocked the user.
 *
 * @param userId an SQL expression
 */
export const hiddenFrom = (userId: string) => `
  SELECT blocked_id AS id FROM blocked_users WHERE blocker_id = ${userId} AND unblocked_at IS NULL
  UNION ALL
  SELECT blocker_id FROM blocked_users WHERE blocked_id = ${userId} AND unblocked_at IS NULL`;

/**
 * The blocks between two users, in either direction, as a query for EXISTS.
 *
 * @param userId an SQL expression
 * @param otherId an SQL expression
 */
export const blocksBetween = (userId: string, otherId: string) => `
  SELECT FROM blocked_users AS b
   WHERE b.unblocked_at IS NULL
     AND ((b.blocker_id = ${userId} AND b.blocked_id = ${otherId})
       OR (b.blocker_id = ${otherId} AND b.blocked_id = ${userId}))`;

const blockBy = (blockerId: string, blockedId: string) => `
  SELECT FROM blocked_users AS b
   WHERE b.blocker_id = ${blockerId} AND b.blocked_id = ${blockedId} AND b.unblocked_at IS NULL`;

/**
 * Whether neither of two users blocked the other, as a condition: one look into the index per direction.
 *
 * @param userId an SQL expression
 * @param otherId an SQL expression
 */
export const areNotHidden = (userId: string, otherId: string) =>
  `NOT EXISTS (${blockBy(userId, otherId)}) AND NOT EXISTS (${blockBy(otherId, userId)})`;

/** The given users that are hidden from a user: a block exists between the two, in either direction. */
export async function filterHidden(
  sql: Sql,
  userId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await sql.query<{ hidden_id: string }>(
    'hidden_user_among',
    `SELECT blocked_id AS hidden_id FROM blocked_users
      WHERE blocker_id = $1::uuid AND blocked_id = ANY($2::uuid[]) AND unblocked_at IS NULL
     UNION
     SELECT blocker_id FROM blocked_users
      WHERE blocked_id = $1::uuid AND blocker_id = ANY($2::uuid[]) AND unblocked_at IS NULL`,
    [userId, userIds],
  );
  return new Set(rows.map(({ hidden_id }) => hidden_id));
}

/** The given users who do not exist for a user: hidden users, and users whose accounts are closed or banned. */
export async function filterAbsent(
  sql: Sql,
  userId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const [hidden, inactive] = await Promise.all([
    filterHidden(sql, userId, userIds),
    filterInactive(sql, userIds),
  ]);

  return new Set([...hidden, ...inactive]);
}

/** Whether another user does not exist for a user. */
export async function isAbsent(sql: Sql, userId: string, otherId: string): Promise<boolean> {
  return (await filterAbsent(sql, userId, [otherId])).size > 0;
}

/** The users hidden from a user, at most 5000; those that the user blocked come first. */
export async function listHiddenIds(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'hidden_user_ids',
    `${hiddenFrom('$1::uuid')} LIMIT ${mostHidden}`,
    [userId],
  );
  return rows.map(({ id }) => id);
}
