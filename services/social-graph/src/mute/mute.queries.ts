import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { areNotHidden } from '../people/hidden.queries';
import { isActiveAccount } from '../people/user-card.queries';

/** A mute in the list of the muter. */
export interface MuteRow {
  readonly id: string;
  readonly mutedId: string;
  readonly mutedAt: Date;
}

/** The mutes that the list of $1 shows. Listing or counting a hidden user would tell that there is a block. */
const shownMutes = `
  FROM muted_users AS m
 WHERE muter_id = $1::uuid AND unmuted_at IS NULL
   AND ${areNotHidden('m.muter_id', 'm.muted_id')}
   AND ${isActiveAccount('m.muted_id')}`;

/** The mutes of a user, newest first. */
export function listMutes(sql: Sql, muterId: string, window: PageWindow): Promise<MuteRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<MuteRow>(
    'mute_page',
    `SELECT m.id, muted_id AS "mutedId", muted_at AS "mutedAt" ${shownMutes}
        AND (muted_at, m.id) < ($2::timestamptz, $3::uuid)
      ORDER BY muted_at DESC, m.id DESC
      LIMIT $4 OFFSET $5`,
    [muterId, at, id, window.limit, window.offset],
  );
}

/** How many mutes the list shows. */
export function countShownMutes(sql: Sql, muterId: string): Promise<number> {
  const count = `SELECT count(*)::int AS total ${shownMutes}`;
  return countRows(sql, 'mute_shown_count', count, [muterId]);
}

/** How many mutes count towards the limit: all, also of hidden users and closed accounts. */
export function countMutes(sql: Sql, muterId: string): Promise<number> {
  return countRows(
    sql,
    'mute_count',
    'SELECT count(*)::int AS total FROM muted_users WHERE muter_id = $1::uuid AND unmuted_at IS NULL',
    [muterId],
  );
}

/** Whether a user muted another user. */
export async function isMuted(sql: Sql, muterId: string, mutedId: string): Promise<boolean> {
  const rows = await sql.query(
    'mute_of_pair',
    'SELECT FROM muted_users WHERE muter_id = $1::uuid AND muted_id = $2::uuid AND unmuted_at IS NULL',
    [muterId, mutedId],
  );
  return rows.length > 0;
}
