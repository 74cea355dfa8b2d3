import type { Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

/** A use that is expected to begin before a time. */
export interface Reservation {
  readonly target: string;
  readonly now: Date;
  readonly until: Date;
}

/**
 * Keeps media for a use that is expected to begin. Media in use have no end, and one that is not ready keeps its time.
 *
 * @returns the ids of those that can still be used
 */
export async function reserveMedia(
  sql: Sql,
  mediaIds: readonly string[],
  { target, now, until }: Reservation,
): Promise<string[]> {
  const text = `
    WITH locked AS (
         SELECT id FROM media
          WHERE id = ANY($1::uuid[]) AND state IN ('uploading', 'processing', 'ready') ORDER BY id FOR UPDATE),
         kept AS (
         UPDATE media SET uses_version = uses_version + 1,
                expires_at = CASE WHEN state <> 'ready' OR expires_at IS NULL THEN expires_at
                                  ELSE greatest(expires_at, $4::timestamptz) END
           FROM locked WHERE media.id = locked.id RETURNING media.id),
         reserved AS (
         INSERT INTO media_attachments AS a (media_id, target, attached_at, reserved_until)
         SELECT id, $2, $3::timestamptz, $4::timestamptz FROM kept
         ON CONFLICT (media_id, target) DO UPDATE SET reserved_until = excluded.reserved_until
          WHERE a.reserved_until IS NOT NULL)
    SELECT id FROM kept`;

  const rows = await sql.query<{ id: string }>('media_reserve', text, [
    mediaIds,
    target,
    now,
    until,
  ]);

  return rows.map(({ id }) => id);
}

/** Begins a use of a locked media. */
export async function beginUse(
  { sql }: Tx,
  { mediaId, target, now }: { mediaId: string; target: string; now: Date },
): Promise<void> {
  const text = `
    WITH used AS (
         INSERT INTO media_attachments (media_id, target, attached_at) VALUES ($1::uuid, $2, $3::timestamptz)
         ON CONFLICT (media_id, target) DO UPDATE SET reserved_until = NULL)
    UPDATE media SET uses_version = uses_version + 1,
           -- An upload that is never completed still ends; completing it clears its time.
           expires_at = CASE WHEN state <> 'ready' THEN expires_at END
     WHERE id = $1::uuid`;
  await sql.execute('media_use_begin', text, [mediaId, target, now]);
}

/** @returns whether the use or its reservation existed */
export async function endUse({ sql }: Tx, mediaId: string, target: string): Promise<boolean> {
  const text = 'DELETE FROM media_attachments WHERE media_id = $1::uuid AND target = $2';
  return (await sql.execute('media_use_end', text, [mediaId, target])) > 0;
}

/** The uses of a media that have begun, and the end of the last reservation. */
export interface Uses {
  readonly begun: number;
  readonly reservedUntil: Date | null;
}

export async function usesOf({ sql }: Tx, mediaId: string, now: Date): Promise<Uses> {
  const text = `SELECT count(*) FILTER (WHERE reserved_until IS NULL)::int AS begun,
           max(reserved_until) FILTER (WHERE reserved_until > $2::timestamptz) AS "reservedUntil"
      FROM media_attachments WHERE media_id = $1::uuid`;
  const [row] = await sql.query<Uses>('media_uses', text, [mediaId, now]);

  return row ?? { begun: 0, reservedUntil: null };
}
