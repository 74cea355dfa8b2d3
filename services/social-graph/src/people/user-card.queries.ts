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
