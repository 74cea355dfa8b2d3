import { type UserCard, userView } from '@tribe/projections';
import type { LikeRow } from './like.queries';

export function likeView({ userId, updatedAt }: LikeRow, cards: ReadonlyMap<string, UserCard>) {
  return { user: userView(userId, cards), created_at: updatedAt };
}

export function likeStateView(isLiked: boolean, likes: number) {
  return { is_liked_by_me: isLiked, likes_count: likes };
}
