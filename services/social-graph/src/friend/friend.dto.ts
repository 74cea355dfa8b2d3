import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { mutualFriendsCount } from '../people/person.dto';

export const listFriendsQuery = pageQuery.extend({
  sort: z.enum(['recent', 'alphabetical', 'active']).meta({ id: 'FriendOrder' }).default('recent'),
});
export type ListFriendsQuery = z.infer<typeof listFriendsQuery>;

export const friendParams = z.object({ friendId: id });
export type FriendParams = z.infer<typeof friendParams>;

export const friendResponse = userCardResponse
  .extend({
    is_online: z.boolean(),
    last_seen_at: z.iso.datetime().nullable(),
    friendship_since: z.iso.datetime(),
    mutual_friends_count: mutualFriendsCount,
  })
  .meta({ id: 'Friend' });
export type FriendResponse = z.infer<typeof friendResponse>;

export const friendListResponse = z
  .object({ friends: z.array(friendResponse), pagination: paginationResponse })
  .meta({ id: 'FriendList' });
export type FriendListResponse = z.infer<typeof friendListResponse>;
