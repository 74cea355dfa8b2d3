import type { Sql } from '@tribe/service-kit';

interface OwnComment {
  readonly id: string;
  readonly postId: string;
  readonly repliesCount: number;
}

/**
 * Returns the first comments of a user that are deleted together with at most `limit` rows: themselves and the replies to
 * them, whose events are published too. At least one, however many replies it has.
 */
export async function firstCommentsOf(
  sql: Sql,
  userId: string,
  limit: number,
): Promise<OwnComment[]> {
  const rows = await sql.query<OwnComment>(
    'post_comments_of_user_first',
    `SELECT id, post_id AS "postId", replies_count AS "repliesCount" FROM post_comments
      WHERE user_id = $1::uuid ORDER BY id LIMIT $2`,
    [userId, limit],
  );

  let total = 0;

  return rows.filter(({ repliesCount }, index) => {
    total += 1 + repliesCount;
    return index === 0 || total <= limit;
  });
}

/** Deletes a batch of the likes of comments and of the replies to them, which a deletion would otherwise take with it. */
export function eraseLikesOfComments(
  sql: Sql,
  commentIds: readonly string[],
  limit: number,
): Promise<number> {
  return sql.execute(
    'comment_likes_of_comments_erase',
    `DELETE FROM comment_likes WHERE id IN (
       SELECT l.id FROM post_comments c JOIN comment_likes l ON l.comment_id = c.id
        WHERE c.id = ANY($1::uuid[]) OR c.parent_id = ANY($1::uuid[]) LIMIT $2)`,
    [commentIds, limit],
  );
}

/** Locks posts until the end of the transaction, as a new comment does. */
export async function lockPosts(sql: Sql, postIds: readonly string[]): Promise<void> {
  await sql.execute(
    'posts_lock',
    'SELECT FROM posts WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    [postIds],
  );
}
