import { paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { userCardResponse } from './user-card.dto';

export const personParams = z.object({ userId: z.uuid().toLowerCase() });
export type PersonParams = z.infer<typeof personParams>;

/** Somebody who may be a stranger to who looks. */
export const metUser = userCardResponse.extend({
  is_friend: z.boolean(),
  mutual_friends_count: z.int(),
});

export const personFriendsResponse = z.object({
  friends: z.array(metUser),
  pagination: paginationResponse,
});
export type PersonFriendsResponse = z.infer<typeof personFriendsResponse>;
