import type { Sql } from '@tribe/service-kit';
import { isThere } from '../friend/friend.queries';

/** A block as the list of who made it shows it. */
export interface BlockRow {
  readonly id: string;
  readonly blockedId: string;
  readonly reason: string | null;
  readonly blockedAt: Date;
}

export interface BlockPage {
  /** Only blocks behind this place; undefined starts with the newest. */
  readonly after: { readonly blockedAt: Date; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Whom somebody has blocked, newest first. */
export function selectBlocks(sql: Sql, blockerId: string, page: BlockPage): Promise<BlockRow[]> {
  return sql.query<BlockRow>(
    'blocked_users_list',
    `SELECT id, blocked_id AS "blockedId", reason, blocked_at AS "blockedAt"
       FROM blocked_users
      WHERE blocker_id = $1::uuid AND unblocked_at IS NULL AND (blocked_at, id) < ($2::timestamptz, $3::uuid)
        AND ${isThere('blocked_id')}
      ORDER BY blocked_at DESC, id DESC
      LIMIT $4 OFFSET $5`,
    [
      blockerId,
      page.after?.blockedAt ?? 'infinity',
      page.after?.id ?? lastUuid,
      page.limit,
      page.offset,
    ],
  );
}

/** How many the list shows. */
export async function countShownBlocks(sql: Sql, blockerId: string): Promise<number> {
  const [row] = await sql.query<{ blocks: number }>(
    'blocked_users_shown',
    `SELECT count(*)::int AS blocks FROM blocked_users
      WHERE blocker_id = $1::uuid AND unblocked_at IS NULL AND ${isThere('blocked_id')}`,
    [blockerId],
  );
  return row?.blocks ?? 0;
}

/** How many there are, those of accounts that are gone too: for the limit. */
export async function countBlocks(sql: Sql, blockerId: string): Promise<number> {
  const [row] = await sql.query<{ blocks: number }>(
    'blocked_users_count',
    'SELECT count(*)::int AS blocks FROM blocked_users WHERE blocker_id = $1::uuid AND unblocked_at IS NULL',
    [blockerId],
  );
  return row?.blocks ?? 0;
}

/** Which of the given users are hidden from one: blocked by them, or blocking them. */
export async function selectHiddenAmong(
  sql: Sql,
  userId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await sql.query<{ hidden_id: string }>(
    'blocked_users_hidden_among',
    `SELECT blocked_id AS hidden_id FROM blocked_users
      WHERE blocker_id = $1::uuid AND blocked_id = ANY($2::uuid[]) AND unblocked_at IS NULL
     UNION
     SELECT blocker_id FROM blocked_users
      WHERE blocked_id = $1::uuid AND blocker_id = ANY($2::uuid[]) AND unblocked_at IS NULL`,
    [userId, userIds],
  );
  return new Set(rows.map(({ hidden_id }) => hidden_id));
}

/** Most people hidden from one that are counted out of a list. Of pages everybody hidden is left out, however many there are. */
const mostHidden = 5_000;

/** Everybody hidden from one user; those they blocked themselves come first. For totals, which must not tell of a block. */
export async function selectHiddenIds(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql.query<{ hidden_id: string }>(
    'blocked_users_hidden_ids',
    `SELECT blocked_id AS hidden_id FROM blocked_users WHERE blocker_id = $1::uuid AND unblocked_at IS NULL
     UNION ALL
     SELECT blocker_id FROM blocked_users WHERE blocked_id = $1::uuid AND unblocked_at IS NULL
     LIMIT ${mostHidden}`,
    [userId],
  );
  return rows.map(({ hidden_id }) => hidden_id);
}
