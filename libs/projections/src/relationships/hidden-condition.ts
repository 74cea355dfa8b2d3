/**
 * An SQL condition: whether two users are hidden from each other, because either blocked the other.
 *
 * @param user an expression for the id of a user
 * @param other an expression for the id of another user
 * @example `SELECT … FROM messages m WHERE NOT ${hiddenCondition('$1::uuid', 'm.sender_id')}`
 */
export const hiddenCondition = (user: string, other: string): string => `EXISTS (
  SELECT FROM blocks
   WHERE is_active AND (blocker_id = ${user} AND blocked_id = ${other}
      OR blocked_id = ${user} AND blocker_id = ${other}))`;
