import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { id } from '../people/person.dto';
import { userCardResponse } from '../people/user-card.dto';

export const listFriendsQuery = pageQuery.extend({
  sort: z.enum(['recent', 'alphabetical', 'active']).default('recent'),
});
export type ListFriendsQuery = z.infer<typeof listFriendsQuery>;

export const friendParams = z.object({ friendId: id });
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
