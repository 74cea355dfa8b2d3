import type { UserCard } from '@tribe/projections';
import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import type { Presence } from './friend-presence';
import { userCardResponse, userCardView } from './user-card.dto';

export const listFriendsQuery = pageQuery.extend({
  sort: z.enum(['recent', 'alphabetical', 'active']).default('recent'),
});
export type ListFriendsQuery = z.infer<typeof listFriendsQuery>;

export const friendParams = z.object({ friendId: z.uuid().toLowerCase() });
export type FriendParams = z.infer<typeof friendParams>;

export const friendResponse = userCardResponse.extend({
  is_online: z.boolean(),
  last_seen_at: z.iso.datetime().nullable(),
  friendship_since: z.iso.datetime(),
  mutual_friends_count: z.int(),
});
export type FriendResponse = z.infer<typeof friendResponse>;
export const friendListResponse = z.object({
  friends: z.array(friendResponse),
  pagination: paginationResponse,
});
export type FriendListResponse = z.infer<typeof friendListResponse>;

export function friendView(
  card: UserCard,
  since: Date,
  presence: Presence,
  mutualFriends: number,
): FriendResponse {
  return {
    ...userCardView(card),
    is_online: presence.isOnline,
    last_seen_at: presence.lastSeenAt?.toISOString() ?? null,
    friendship_since: since.toISOString(),
    mutual_friends_count: mutualFriends,
  };
}
