import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { BadgeContent } from './badge.rules';

export interface BadgeRow extends BadgeContent {
  readonly signedText: string | null;
  readonly signature: string | null;
  readonly keyId: string | null;
  readonly version: bigint;
  readonly signedAt: Date | null;
}

const columns = `
  id, owner_id AS "ownerId", partner_id AS "partnerId", commitment, signed_text AS "signedText", signature,
  key_id AS "keyId", version, proposed_at AS "proposedAt", signed_at AS "signedAt"`;

/** The badges of $1. A proposal of a hidden user does not exist. */
const ofUser = `
  FROM badges b
 WHERE (b.owner_id = $1::uuid OR b.partner_id = $1::uuid)
   AND NOT (b.signed_at IS NULL AND b.partner_id = $1::uuid AND ${hiddenCondition('$1::uuid', 'b.owner_id')})`;

/** Returns false when the owner has proposed the same badge to the partner already. */
export async function insertBadge(sql: Sql, row: BadgeRow): Promise<boolean> {
  const { commitment } = row;
  const inserted = await sql.execute(
    'badge_insert',
    `INSERT INTO badges (id, owner_id, partner_id, commitment_id, starts_on, ends_on, commitment, version, proposed_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::date, $6::date, $7::jsonb, $8, $9)
     ON CONFLICT DO NOTHING`,
    [
      row.id,
      row.ownerId,
      row.partnerId,
      commitment.id,
      commitment.starts_on,
      commitment.ends_on,
      JSON.stringify(commitment),
      row.version,
      row.proposedAt,
    ],
  );
  return inserted > 0;
}

export async function findBadge(sql: Sql, badgeId: string): Promise<BadgeRow | undefined> {
  const text = `SELECT ${columns} FROM badges WHERE id = $1::uuid`;
  const [row] = await sql.query<BadgeRow>('badge_by_id', text, [badgeId]);

  return row;
}

/** Like {@link findBadge}, with the row locked until the transaction ends. */
export async function lockBadge(sql: Sql, badgeId: string): Promise<BadgeRow | undefined> {
  const text = `SELECT ${columns} FROM badges WHERE id = $1::uuid FOR UPDATE`;
  const [row] = await sql.query<BadgeRow>('badge_lock', text, [badgeId]);

  return row;
}

/** Writes the signature of a locked badge. */
export async function saveSignature(sql: Sql, row: BadgeRow): Promise<void> {
  await sql.execute(
    'badge_sign',
    `UPDATE badges SET signed_text = $2, signature = $3, key_id = $4, signed_at = $5, version = $6
      WHERE id = $1::uuid`,
    [row.id, row.signedText, row.signature, row.keyId, row.signedAt, row.version],
  );
}

export async function deleteBadge(sql: Sql, badgeId: string): Promise<void> {
  await sql.execute('badge_delete', 'DELETE FROM badges WHERE id = $1::uuid', [badgeId]);
}

/** Returns the badges of a user as their owner or partner, newest first. */
export function listBadges(sql: Sql, userId: string, window: PageWindow): Promise<BadgeRow[]> {
  return sql.query<BadgeRow>(
    'badge_page',
    `SELECT ${columns} ${ofUser} AND id < $2::uuid ORDER BY id DESC LIMIT $3 OFFSET $4`,
    [userId, olderThan(window).id, window.limit, window.offset],
  );
}

export function countBadges(sql: Sql, userId: string): Promise<number> {
  return countRows(sql, 'badge_count', `SELECT count(*)::int AS total ${ofUser}`, [userId]);
}

/** Counts the check-ins of a system that were imported, on days of a range. */
export function countImported(
  sql: Sql,
  systemId: string,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Promise<number> {
  const text = `
    SELECT count(*)::int AS total FROM checkins
     WHERE system_id = $1::uuid AND import_id IS NOT NULL AND deleted_at IS NULL
       AND local_date BETWEEN $2::date AND $3::date`;

  return countRows(sql, 'badge_imported_checkins', text, [systemId, startsOn, endsOn]);
}

/** Counts the proposals of a user that wait for a partner. */
export function countProposals(sql: Sql, ownerId: string): Promise<number> {
  const text = `SELECT count(*)::int AS total FROM badges WHERE owner_id = $1::uuid AND signed_at IS NULL`;
  return countRows(sql, 'badge_proposals', text, [ownerId]);
}
