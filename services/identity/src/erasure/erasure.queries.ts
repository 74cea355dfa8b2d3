import type { Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

/** Locks the receipt of an erasure: the last two services that report at the same moment see each other. */
export async function lockErasure(tx: Tx, erasureId: string): Promise<boolean> {
  const rows = await tx.sql.query(
    'erasure_lock',
    'SELECT id FROM erasures WHERE id = $1::uuid FOR UPDATE',
    [erasureId],
  );
  return rows.length > 0;
}

/**
 * Removes the reason why a user was banned from the activities of the admin who banned them. That they did stays.
 *
 * @returns how many activities it changed
 */
export function eraseBanReasons(sql: Sql, userId: string): Promise<number> {
  return sql.execute(
    'erasure_ban_reasons',
    `UPDATE user_activities SET metadata = metadata - 'reason'
      WHERE activity_type = 'user_banned' AND metadata ->> 'user_id' = $1`,
    [userId],
  );
}
