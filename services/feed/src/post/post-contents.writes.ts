import type { Sql } from '@tribe/service-kit';

/** The rows of the post `$1` in the order of their deletion, so that none takes many others with it. */
const contents = [
  {
    name: 'post_contents_comment_likes',
    text: `DELETE FROM comment_likes WHERE id IN (
      SELECT l.id FROM post_comments c JOIN comment_likes l ON l.comment_id = c.id WHERE c.post_id = $1::uuid LIMIT $2)`,
  },
  {
    name: 'post_contents_replies',
    text: `DELETE FROM post_comments WHERE id IN (
      SELECT id FROM post_comments WHERE post_id = $1::uuid AND parent_id IS NOT NULL LIMIT $2)`,
  },
  {
    name: 'post_contents_comments',
    text: `DELETE FROM post_comments WHERE id IN (SELECT id FROM post_comments WHERE post_id = $1::uuid LIMIT $2)`,
  },
  {
    name: 'post_contents_likes',
    text: `DELETE FROM post_likes WHERE id IN (SELECT id FROM post_likes WHERE post_id = $1::uuid LIMIT $2)`,
  },
  {
    name: 'post_contents_entries',
    text: `DELETE FROM feed_entries WHERE (user_id, post_id) IN (
      SELECT user_id, post_id FROM feed_entries WHERE post_id = $1::uuid LIMIT $2)`,
  },
] as const;

/**
 * Deletes a batch of what belongs to a deleted post: comments, likes and entries. The row of a post must not take thousands
 * of others with it.
 *
 * @returns the number of deleted rows; fewer than `limit` means none are left
 */
export async function deleteContents(sql: Sql, postId: string, limit: number): Promise<number> {
  let deleted = 0;

  for (const { name, text } of contents) {
    deleted += await sql.execute(name, text, [postId, limit - deleted]);
    if (deleted >= limit) break;
  }

  return deleted;
}

/** Deletes the rows of posts without contents. */
export function deletePostRows(sql: Sql, postIds: readonly string[]): Promise<number> {
  return sql.execute('post_rows_delete', 'DELETE FROM posts WHERE id = ANY($1::uuid[])', [postIds]);
}

/** Returns the posts that were deleted before a time, oldest first. */
export async function findDeleted(sql: Sql, before: Date, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'posts_deleted_before',
    'SELECT id FROM posts WHERE deleted_at < $1::timestamptz ORDER BY deleted_at LIMIT $2',
    [before, limit],
  );
  return rows.map(({ id }) => id);
}
