import type { Sql } from '@tribe/service-kit';
import { isThere } from '../friend/friend.queries';

/** A mute as the list of who made it shows it. */
export interface MuteRow {
  readonly id: string;
  readonly mutedId: string;
  readonly mutedAt: Date;
}

export interface MutePage {
  /** Only mutes behind this place; undefined starts with the newest. */
  readonly after: { readonly mutedAt: Date; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Whom $1 has muted; who is hidden from them is not there, nor counted: it would tell that there was a block. */
const muted = `
      FROM muted_users AS m
      WHERE muter_id = $1::uuid AND unmuted_at IS NULL
        AND NOT EXISTS (SELECT FROM blocked_users AS b
                         WHERE b.blocker_id = m.muter_id AND b.blocked_id = m.muted_id AND b.unblocked_at IS NULL)
        AND NOT EXISTS (SELECT FROM blocked_users AS b
                         WHERE b.blocker_id = m.muted_id AND b.blocked_id = m.muter_id AND b.unblocked_at IS NULL)
        AND ${isThere('m.muted_id')}`;

/** Newest first. */
export function selectMutes(sql: Sql, muterId: string, page: MutePage): Promise<MuteRow[]> {
  return sql.query<MuteRow>(
    'muted_users_list',
    `SELECT m.id, muted_id AS "mutedId", muted_at AS "mutedAt" ${muted}
        AND (muted_at, m.id) < ($2::timestamptz, $3::uuid)
      ORDER BY muted_at DESC, m.id DESC
      LIMIT $4 OFFSET $5`,
    [
      muterId,
      page.after?.mutedAt ?? 'infinity',
      page.after?.id ?? lastUuid,
      page.limit,
      page.offset,
    ],
  );
}

/** How many the list shows. */
export async function countShownMutes(sql: Sql, muterId: string): Promise<number> {
  const [row] = await sql.query<{ mutes: number }>(
    'muted_users_shown',
    `SELECT count(*)::int AS mutes ${muted}`,
    [muterId],
  );
  return row?.mutes ?? 0;
}

/** How many there are, those of hidden people and of accounts that are gone too: for the limit. */
export async function countMutes(sql: Sql, muterId: string): Promise<number> {
  const [row] = await sql.query<{ mutes: number }>(
    'muted_users_count',
    'SELECT count(*)::int AS mutes FROM muted_users WHERE muter_id = $1::uuid AND unmuted_at IS NULL',
    [muterId],
  );
  return row?.mutes ?? 0;
}

export async function selectIsMuted(sql: Sql, muterId: string, mutedId: string): Promise<boolean> {
  const rows = await sql.query(
    'muted_users_is_muted',
    'SELECT FROM muted_users WHERE muter_id = $1::uuid AND muted_id = $2::uuid AND unmuted_at IS NULL',
    [muterId, mutedId],
  );
  return rows.length > 0;
}
