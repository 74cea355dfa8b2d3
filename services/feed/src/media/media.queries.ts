import type { Sql } from '@tribe/service-kit';
import type { MediaState } from '../generated/prisma/enums';

/** The state of a media after an event. */
export interface MediaCardRow {
  readonly mediaId: string;
  readonly state: MediaState;
  readonly width: number;
  readonly height: number;
  readonly blurhash: string | null;
  readonly isVideo: boolean;
  readonly version: bigint;
}

/** @returns false when a newer state is known */
export async function upsertMediaCard(sql: Sql, row: MediaCardRow): Promise<boolean> {
  const written = await sql.execute(
    'media_card_upsert',
    `INSERT INTO media_cards AS known (media_id, state, width, height, blurhash, is_video, version)
     VALUES ($1::uuid, $2::media_state, $3, $4, $5, $6, $7)
     ON CONFLICT (media_id) DO UPDATE
        SET state = excluded.state, width = excluded.width, height = excluded.height, blurhash = excluded.blurhash,
            is_video = excluded.is_video, version = excluded.version
      WHERE known.version < excluded.version`,
    [row.mediaId, row.state, row.width, row.height, row.blurhash, row.isVideo, row.version],
  );
  return written > 0;
}

/**
 * Notes a media that a new post has, and returns its state. Waits for an event about the media that is being handled;
 * an event that is handled later finds the post.
 */
export async function noteMedia(sql: Sql, mediaId: string, isReady: boolean): Promise<MediaState> {
  await sql.execute(
    'media_card_note',
    `INSERT INTO media_cards (media_id, state, version) VALUES ($1::uuid, $2::media_state, 0)
     ON CONFLICT (media_id) DO UPDATE SET version = media_cards.version`,
    [mediaId, isReady ? 'ready' : 'processing'],
  );
  const [row] = await sql.query<{ state: MediaState }>(
    'media_card_state',
    'SELECT state FROM media_cards WHERE media_id = $1::uuid',
    [mediaId],
  );

  return row?.state === 'processing' && isReady ? 'ready' : (row?.state ?? 'processing');
}

/** Returns the ids of the posts with a media that were not published yet. */
export async function findWaitingPosts(sql: Sql, mediaId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'posts_waiting_for_media',
    `SELECT id FROM posts WHERE media_id = $1::uuid AND published_at IS NULL AND deleted_at IS NULL ORDER BY id`,
    [mediaId],
  );
  return rows.map(({ id }) => id);
}
