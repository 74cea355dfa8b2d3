import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { friendCondition } from '../post/post.queries';

export interface LikeRow {
  readonly id: string;
  readonly userId: string;
  readonly updatedAt: Date;
}

/**
 * The likes of the post `$1`, except those of users hidden from `$2`, of closed accounts, and of users with a private
 * profile who are no friends of `$2`.
 */
const ofPost = `
   FROM post_likes l
  WHERE l.post_id = $1::uuid AND l.is_active AND NOT ${hiddenCondition('$2::uuid', 'l.user_id')}
    AND NOT EXISTS (SELECT FROM user_cards WHERE user_id = l.user_id AND NOT is_active)
    AND (l.user_id = $2::uuid OR ${friendCondition('$2::uuid', 'l.user_id')}
         OR NOT EXISTS (SELECT FROM user_cards WHERE user_id = l.user_id AND profile_visibility = 'private'))`;

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
