import type { Sql } from '@tribe/service-kit';

/** Returns the friends of a user, most recent friendship first. */
export async function selectFriendIds(sql: Sql, userId: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ friend_id: string }>(
    'relationships_friend_ids',
    `SELECT friend_id FROM (
       SELECT user_high AS friend_id, since FROM relationships WHERE user_low = $1::uuid AND status = 'accepted'
       UNION ALL
       SELECT user_low, since FROM relationships WHERE user_high = $1::uuid AND status = 'accepted'
     ) AS friends
     ORDER BY since DESC, friend_id DESC
     LIMIT $2`,
    [userId, limit],
  );
  return rows.map(({ friend_id }) => friend_id);
}
