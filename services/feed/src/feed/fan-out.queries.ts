import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import { friendIdsOf } from '../people/people.queries';

/** A batch of friends, in the order of their ids. */
export interface FriendBatch {
  readonly authorId: string;
  readonly afterId: string;
  readonly limit: number;
}

/** The friends of the user `$1`. */
export const friendIds = `SELECT friend_id FROM (${friendIdsOf('$1::uuid')}) friends`;

const seesAuthor = (user: string) => `NOT ${hiddenCondition(user, '$1::uuid')}`;
export const noBatch: WrittenBatch = { userIds: [], last: null };

/** Returns whether an author has at least this number of friends. */
export async function hasFriends(sql: Sql, authorId: string, count: number): Promise<boolean> {
  const [row] = await sql.query<{ total: number }>(
    'feed_friend_count',
    `SELECT count(*)::int AS total FROM (${friendIds} LIMIT $2) counted`,
    [authorId, count],
  );
  return (row?.total ?? 0) >= count;
}

/** A batch of feeds that got a post. */
export interface WrittenBatch {
  /** The friends whose feeds did not have it before. */
  readonly userIds: readonly string[];
  /** The last friend of the batch, null after the last batch. */
  readonly last: string | null;
}

/** Writes a post into the feeds of a batch of friends. */
export async function writeEntries(
  sql: Sql,
  post: { readonly id: string; readonly publishedAt: Date },
  { authorId, afterId, limit }: FriendBatch,
): Promise<WrittenBatch> {
  const [row] = await sql.query<WrittenBatch>(
    'feed_entries_write',
    `WITH batch AS (${friendIds} WHERE friend_id > $2::uuid ORDER BY friend_id LIMIT $3),
          written AS (
            INSERT INTO feed_entries (user_id, post_id, published_at)
            SELECT friend_id, $4::uuid, $5::timestamptz FROM batch
            ON CONFLICT (user_id, post_id) DO NOTHING
            RETURNING user_id)
     SELECT (SELECT friend_id FROM batch ORDER BY friend_id DESC LIMIT 1) AS last,
            ARRAY(SELECT user_id FROM written WHERE ${seesAuthor('user_id')}) AS "userIds"`,
    [authorId, afterId, limit, post.id, post.publishedAt],
  );
  return row ?? noBatch;
}

/** Returns a batch of friends whose feeds read a post from `posts`. */
export async function listReaders(
  sql: Sql,
  { authorId, afterId, limit }: FriendBatch,
): Promise<WrittenBatch> {
  const [row] = await sql.query<WrittenBatch>(
    'feed_readers',
    `WITH batch AS (${friendIds} WHERE friend_id > $2::uuid ORDER BY friend_id LIMIT $3)
     SELECT (SELECT friend_id FROM batch ORDER BY friend_id DESC LIMIT 1) AS last,
            ARRAY(SELECT friend_id FROM batch WHERE ${seesAuthor('friend_id')}) AS "userIds"`,
    [authorId, afterId, limit],
  );
  return row ?? noBatch;
}

/** From now on, feeds read the post from `posts`. Entries that were written before go, so that no feed has it twice. */
export async function pullPost(sql: Sql, postId: string, authorId: string): Promise<void> {
  await sql.execute(
    'feed_post_pull',
    `WITH author AS (INSERT INTO pulled_authors (user_id) VALUES ($2::uuid) ON CONFLICT DO NOTHING),
          entries AS (DELETE FROM feed_entries WHERE post_id = $1::uuid)
     UPDATE posts SET is_pulled = true WHERE id = $1::uuid`,
    [postId, authorId],
  );
}

/** Two users; the second one gets the posts of the first. */
export interface FeedPair {
  readonly authorId: string;
  readonly userId: string;
}

/** Writes the newest posts of an author into the feed of a new friend. */
export async function writeNewest(sql: Sql, pair: FeedPair, limit: number): Promise<void> {
  await sql.execute(
    'feed_entries_newest',
    `INSERT INTO feed_entries (user_id, post_id, published_at)
     SELECT $2::uuid, id, published_at FROM posts
      WHERE author_id = $1::uuid AND published_at IS NOT NULL AND NOT is_pulled AND visibility <> 'private'
        AND deleted_at IS NULL
      ORDER BY id DESC LIMIT $3
     ON CONFLICT (user_id, post_id) DO NOTHING`,
    [pair.authorId, pair.userId, limit],
  );
}

/** Removes a batch of the entries that a former friend has. Readers skip them already. */
export function deleteEntries(sql: Sql, pair: FeedPair, limit: number): Promise<number> {
  return sql.execute(
    'feed_entries_forget',
    `DELETE FROM feed_entries WHERE (user_id, post_id) IN (
       SELECT e.user_id, e.post_id FROM feed_entries e JOIN posts p ON p.id = e.post_id
        WHERE e.user_id = $2::uuid AND p.author_id = $1::uuid LIMIT $3)`,
    [pair.authorId, pair.userId, limit],
  );
}
