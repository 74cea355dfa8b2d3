import type { Sql } from '@tribe/service-kit';

export interface PostCountsRow {
  readonly postId: string;
  readonly authorId: string;
  readonly likes: number;
  readonly comments: number;
}

export function listPostCounts(sql: Sql, postIds: readonly string[]): Promise<PostCountsRow[]> {
  return sql.query<PostCountsRow>(
    'post_counts',
    `SELECT id AS "postId", author_id AS "authorId", likes_count AS likes, comments_count AS comments
       FROM posts WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL`,
    [postIds],
  );
}
