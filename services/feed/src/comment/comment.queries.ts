import { batched, countRows, type PageWindow, type Sql } from '@tribe/service-kit';
import type { PostComment } from '../generated/prisma/client';
import { existsFor, isActiveFor } from '../people/people.queries';

export type { PostComment };

const columns = `id, post_id AS "postId", parent_id AS "parentId", user_id AS "userId", content,
  likes_count AS "likesCount", replies_count AS "repliesCount", version, edited_at AS "editedAt", created_at AS "createdAt"`;

const commentsById = `SELECT ${columns} FROM post_comments WHERE id = ANY($1::uuid[])`;

async function findComments(sql: Sql, ids: readonly string[]): Promise<Map<string, PostComment>> {
  const rows = await sql.query<PostComment>('post_comment_by_id', commentsById, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns the comment, or undefined if it does not exist. */
export const findComment = batched(findComments);

/** A comment as a viewer sees it. */
export type ShownComment = PostComment & { readonly isLiked: boolean };

export interface CommentList {
  readonly postId: string;
  readonly viewerId: string;
  /** Undefined for the comments that are no replies. */
  readonly parentId: string | undefined;
}

/**
 * The comments on the post `$1` that meet a condition on the parent `$3`, by users who exist for `$2`. The author of the
 * post also sees those of users with a private profile: nothing is said on a post behind its author's back.
 */
const ofPost = (parent: string) => `
   FROM post_comments c
  WHERE c.post_id = $1::uuid AND ${parent} AND (${existsFor('$2::uuid', 'c.user_id')}
     OR ${isActiveFor('$2::uuid', 'c.user_id')}
        AND EXISTS (SELECT FROM posts WHERE id = $1::uuid AND author_id = $2::uuid))`;

/** UUIDv7, so ascending ids are oldest first. */
const pageOf = (parent: string) => `
  SELECT ${columns},
         EXISTS (SELECT FROM comment_likes l WHERE l.comment_id = c.id AND l.user_id = $2::uuid AND l.is_active) AS "isLiked"
  ${ofPost(parent)} AND c.id > $4::uuid ORDER BY c.id LIMIT $5 OFFSET $6`;
const countOf = (parent: string) => `SELECT count(*)::int AS total ${ofPost(parent)}`;

// One condition for both would not be found by index.
const noParent = 'c.parent_id IS NULL AND $3::uuid IS NULL';
const sameParent = 'c.parent_id = $3::uuid';

const comments = {
  page: { name: 'post_comment_page', text: pageOf(noParent) },
  count: { name: 'post_comment_count', text: countOf(noParent) },
};
const replies = {
  page: { name: 'post_reply_page', text: pageOf(sameParent) },
  count: { name: 'post_reply_count', text: countOf(sameParent) },
};

const firstId = '00000000-0000-0000-0000-000000000000';

/** Returns comments, oldest first. */
export function listComments(
  sql: Sql,
  { postId, viewerId, parentId }: CommentList,
  { after, limit, offset }: PageWindow,
): Promise<ShownComment[]> {
  const values = [postId, viewerId, parentId ?? null, after?.id ?? firstId, limit, offset];
  const { name, text } = (parentId === undefined ? comments : replies).page;

  return sql.query<ShownComment>(name, text, values);
}

export function countComments(
  sql: Sql,
  { postId, viewerId, parentId }: CommentList,
): Promise<number> {
  const { name, text } = (parentId === undefined ? comments : replies).count;
  return countRows(sql, name, text, [postId, viewerId, parentId ?? null]);
}

export async function isLikedBy(sql: Sql, commentId: string, userId: string): Promise<boolean> {
  const rows = await sql.query(
    'post_comment_is_liked',
    'SELECT FROM comment_likes WHERE comment_id = $1::uuid AND user_id = $2::uuid AND is_active',
    [commentId, userId],
  );
  return rows.length > 0;
}
