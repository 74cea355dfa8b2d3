import type { Sql } from '@tribe/service-kit';
import { deleteContents, deletePostRows } from '../post/post-contents.writes';

/** A post that was deleted for all, with the next version. */
export interface WithdrawnPost {
  readonly id: string;
  readonly authorId: string;
  readonly version: bigint;
}

/** Returns the first posts of an author, also those that were deleted a short time ago. */
export async function firstPostsOf(sql: Sql, authorId: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'posts_of_author_first',
    'SELECT id FROM posts WHERE author_id = $1::uuid ORDER BY id LIMIT $2',
    [authorId, limit],
  );
  return rows.map(({ id }) => id);
}

/** Deletes those of the posts for all that still exist, and erases their texts. */
export function withdrawPosts(
  sql: Sql,
  postIds: readonly string[],
  now: Date,
): Promise<WithdrawnPost[]> {
  return sql.query<WithdrawnPost>(
    'posts_withdraw',
    `WITH locked AS (
       SELECT id FROM posts WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE)
     UPDATE posts SET deleted_at = $2, caption = NULL, location = NULL, version = version + 1, updated_at = $2
       FROM locked WHERE posts.id = locked.id
     RETURNING posts.id, author_id AS "authorId", version`,
    [postIds, now],
  );
}

/** Deletes rows of deleted posts, and before them a batch of what belongs to them. */
export async function erasePostRows(
  sql: Sql,
  postIds: readonly string[],
  limit: number,
): Promise<{ posts: number; contents: number }> {
  const empty: string[] = [];
  let contents = 0;

  for (const id of postIds) {
    contents += await deleteContents(sql, id, limit - contents);
    if (contents >= limit) break;
    empty.push(id);
  }

  return { posts: await deletePostRows(sql, empty), contents };
}
