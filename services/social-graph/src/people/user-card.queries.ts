import type { Sql } from '@tribe/service-kit';

/**
 * The card of a user, as a table to join: `FROM friend_edges AS e CROSS JOIN ${cardOf('e.friend_id')} AS c`. OFFSET 0 keeps
 * Postgres from turning it into another kind of join. A statement that is prepared while there are few people keeps its
 * plan when there are many.
 *
 * @param userId an SQL expression
 */
export const cardOf = (userId: string) =>
  `LATERAL (SELECT * FROM user_cards WHERE user_id = ${userId} OFFSET 0)`;

/**
 * Whether an account is active, as a condition. Lists and counts leave the other accounts out. A user whose card has not
 * arrived yet counts as active. It is no EXISTS, for which Postgres may read all cards.
 *
 * @param userId an SQL expression
 */
export const isActiveAccount = (userId: string) =>
  `(SELECT is_active FROM user_cards WHERE user_id = ${userId}) IS NOT FALSE`;

/** The given users whose accounts are closed or banned. A user whose card has not arrived yet counts as active. */
export async function filterInactive(sql: Sql, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    'user_card_inactive_among',
    `SELECT card.user_id AS id
       FROM unnest($1::uuid[]) AS asked (user_id) CROSS JOIN ${cardOf('asked.user_id')} AS card
      WHERE NOT card.is_active`,
    [userIds],
  );

  return new Set(rows.map(({ id }) => id));
}
