import { type UserCard, userView } from '@tribe/projections';
import type { ShownComment } from './comment.queries';

export function commentView(row: ShownComment, cards: ReadonlyMap<string, UserCard>) {
  return {
    id: row.id,
    post_id: row.postId,
    user: userView(row.userId, cards),
    content: row.content,
    parent_comment_id: row.parentId,
    likes_count: row.likesCount,
    replies_count: row.repliesCount,
    is_liked_by_me: row.isLiked,
    edited_at: row.editedAt,
    created_at: row.createdAt,
  };
}
