import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type { Presence } from './friend-presence';
import type { FriendResponse } from './friend.dto';

export function friendView(
  card: UserCard,
  friend: { readonly since: Date; readonly presence: Presence; readonly mutualFriends: number },
): FriendResponse {
  return {
    ...userCardView(card),
    is_online: friend.presence.isOnline,
    last_seen_at: friend.presence.lastSeenAt?.toISOString() ?? null,
    friendship_since: friend.since.toISOString(),
    mutual_friends_count: friend.mutualFriends,
  };
}
