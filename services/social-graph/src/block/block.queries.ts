import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { isActiveAccount } from '../people/user-card.queries';

/** A block in the list of the blocker. */
export interface BlockRow {
  readonly id: string;
  readonly blockedId: string;
  readonly reason: string | null;
  readonly blockedAt: Date;
}

const shownBlocks = `
  FROM blocked_users
 WHERE blocker_id = $1::uuid AND unblocked_at IS NULL AND ${isActiveAccount('blocked_id')}`;

/** The blocks of a user, newest first. */
export function listBlocks(sql: Sql, blockerId: string, window: PageWindow): Promise<BlockRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<BlockRow>(
    'block_page',
    `SELECT id, blocked_id AS "blockedId", reason, blocked_at AS "blockedAt" ${shownBlocks}
        AND (blocked_at, id) < ($2::timestamptz, $3::uuid)
      ORDER BY blocked_at DESC, id DESC
      LIMIT $4 OFFSET $5`,
    [blockerId, at, id, window.limit, window.offset],
  );
}

/** How many blocks the list shows. */
export function countShownBlocks(sql: Sql, blockerId: string): Promise<number> {
  const count = `SELECT count(*)::int AS total ${shownBlocks}`;
  return countRows(sql, 'block_shown_count', count, [blockerId]);
}

/** How many blocks count towards the limit: all, also of closed accounts. */
export function countBlocks(sql: Sql, blockerId: string): Promise<number> {
  return countRows(
    sql,
    'block_count',
    'SELECT count(*)::int AS total FROM blocked_users WHERE blocker_id = $1::uuid AND unblocked_at IS NULL',
    [blockerId],
  );
}

/** Whether a user has blocked another user. */
export async function hasBlocked(sql: Sql, blockerId: string, blockedId: string): Promise<boolean> {
  const text =
    'SELECT FROM blocked_users WHERE blocker_id = $1::uuid AND blocked_id = $2::uuid AND unblocked_at IS NULL';
  return (await sql.query('block_of_pair', text, [blockerId, blockedId])).length > 0;
}
