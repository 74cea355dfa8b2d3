import type { Sql } from '@tribe/service-kit';

/** Returns those of `userIds` that are hidden from a user: blocked by the user, or blocking the user. */
export async function selectHiddenAmong(
  sql: Sql,
  userId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const rows = await sql.query<{ hidden_id: string }>(
    'blocks_hidden_among',
    `SELECT blocked_id AS hidden_id FROM blocks
      WHERE blocker_id = $1::uuid AND blocked_id = ANY($2::uuid[]) AND is_active
     UNION
     SELECT blocker_id FROM blocks
      WHERE blocked_id = $1::uuid AND blocker_id = ANY($2::uuid[]) AND is_active`,
    [userId, userIds],
  );
  return rows.map(({ hidden_id }) => hidden_id);
}

/** Returns all users hidden from a user, first those that the user blocked. */
export async function selectHiddenIds(sql: Sql, userId: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ hidden_id: string }>(
    'blocks_hidden_ids',
    `SELECT blocked_id AS hidden_id FROM blocks WHERE blocker_id = $1::uuid AND is_active
     UNION ALL
     SELECT blocker_id FROM blocks WHERE blocked_id = $1::uuid AND is_active
     LIMIT $2`,
    [userId, limit],
  );
  return [...new Set(rows.map(({ hidden_id }) => hidden_id))];
}
