import { batched, type Sql } from '@tribe/service-kit';
import type { Media, MediaPurpose } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { limitedPurposes } from './media-kind.rules';

export type { Media };

const columns = `id, owner_id AS "ownerId", purpose, state, content_type AS "contentType", size, sha256, rejection, width,
  height, blurhash, color, variants, expires_at AS "expiresAt", version, uses_version AS "usesVersion",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const mediaById = `SELECT ${columns} FROM media WHERE id = ANY($1::uuid[])`;

export async function findAllMedia(sql: Sql, ids: readonly string[]): Promise<Map<string, Media>> {
  const rows = await sql.query<Media>('media_by_id', mediaById, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns the media, or undefined if it does not exist. */
export const findMedia = batched(findAllMedia);

/** Locks a media until the end of the transaction, and returns it. */
export async function lockMedia(tx: Tx, mediaId: string): Promise<Media | undefined> {
  const lock = 'SELECT FROM media WHERE id = $1::uuid FOR UPDATE';
  // Both statements are sent at once and run in sequence, so the read sees the changes of the previous lock holder.
  const [, media] = await Promise.all([
    tx.sql.execute('media_lock', lock, [mediaId]),
    findMedia(tx.sql, mediaId),
  ]);
  return media;
}

/** Locks the uploads of a user, so that concurrent ones cannot exceed a limit together. */
export async function lockUploads(tx: Tx, ownerId: string): Promise<void> {
  const lock = `SELECT pg_advisory_xact_lock(hashtextextended('media uploads ' || $1, 0))`;
  await tx.sql.execute('media_uploads_lock', lock, [ownerId]);
}

/**
 * Returns the media of a user that was announced in the same way, and keeps it as long as a new one. An upload of these
 * bytes that was announced with another type or size cannot be completed.
 */
export async function renewSame(
  sql: Sql,
  { ownerId, sha256, purpose, contentType, size, expiresAt }: Media,
): Promise<Media | undefined> {
  const text = `
    UPDATE media SET expires_at = CASE WHEN expires_at IS NOT NULL THEN $6::timestamptz END
     WHERE id = (
           SELECT id FROM media
            WHERE owner_id = $1::uuid AND sha256 = $2 AND purpose = $3::media_purpose AND content_type = $4 AND size = $5
              AND state IN ('uploading', 'processing', 'ready')
            ORDER BY id DESC LIMIT 1)
       AND state IN ('uploading', 'processing', 'ready')
    RETURNING ${columns}`;

  const values = [ownerId, sha256, purpose, contentType, size, expiresAt];
  const [row] = await sql.query<Media>('media_same_renew', text, values);

  return row;
}

export interface Usage {
  /** Uploads with an hourly limit since the given time, and the time of the first. */
  readonly uploads: number;
  readonly since: Date | null;
  /** The size of all media without an hourly limit. */
  readonly bytes: number;
}

/** Deleted and rejected media count for the hourly limit, which protects the processing. */
export async function usageOf(sql: Sql, ownerId: string, after: Date): Promise<Usage> {
  const text = `
    SELECT count(*) FILTER (WHERE purpose::text = ANY($3::text[]) AND created_at > $2::timestamptz)::int AS uploads,
           min(created_at) FILTER (WHERE purpose::text = ANY($3::text[]) AND created_at > $2::timestamptz) AS since,
           coalesce(sum(size) FILTER (WHERE purpose::text <> ALL($3::text[]) AND state IN ('uploading', 'processing', 'ready')), 0)::float8 AS bytes
      FROM media WHERE owner_id = $1::uuid`;
  const [row] = await sql.query<Usage>('media_usage', text, [ownerId, after, limitedPurposes]);
  return row ?? { uploads: 0, since: null, bytes: 0 };
}

/** Returns media whose time is over, oldest first. */
export function findExpired(sql: Sql, now: Date, limit: number): Promise<{ id: string }[]> {
  const text = `SELECT id FROM media WHERE expires_at <= $1::timestamptz ORDER BY expires_at LIMIT $2`;
  return sql.query<{ id: string }>('media_expired', text, [now, limit]);
}

export type { MediaPurpose };
