/** A condition: whether two users are hidden from each other. */
export const areHidden = (user: string, other: string) => `EXISTS (
  SELECT FROM blocks
   WHERE is_active AND (blocker_id = ${user} AND blocked_id = ${other}
      OR blocked_id = ${user} AND blocker_id = ${other}))`;
