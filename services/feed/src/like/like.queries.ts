import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { existsFor } from '../people/people.queries';

export interface LikeRow {
  readonly id: string;
  readonly userId: string;
  readonly updatedAt: Date;
}

/** The likes of the post `$1` by users who exist for `$2`. */
const ofPost = `
   FROM post_likes l
  WHERE l.post_id = $1::uuid AND l.is_active AND ${existsFor('$2::uuid', 'l.user_id')}`;

const likePage = `SELECT id, user_id AS "userId", updated_at AS "updatedAt" ${ofPost}
    AND (l.updated_at, l.id) < ($3::timestamptz, $4::uuid)
  ORDER BY l.updated_at DESC, l.id DESC LIMIT $5 OFFSET $6`;
const likeCount = `SELECT count(*)::int AS total ${ofPost}`;

/** Returns the likes of a post, newest first. */
export function listPostLikes(
  sql: Sql,
  { postId, viewerId }: { readonly postId: string; readonly viewerId: string },
  window: PageWindow,
): Promise<LikeRow[]> {
  const { at, id } = olderThan(window);
  const values = [postId, viewerId, at, id, window.limit, window.offset];
  return sql.query<LikeRow>('post_like_page', likePage, values);
}

export function countPostLikes(
  sql: Sql,
  { postId, viewerId }: { readonly postId: string; readonly viewerId: string },
): Promise<number> {
  return countRows(sql, 'post_like_count', likeCount, [postId, viewerId]);
}
