import { userCardResponse } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';

export const personParams = z.object({ userId: id });
export type PersonParams = z.infer<typeof personParams>;

export const mutualFriendsCount = z.int().meta({ example: 3 });

/** A user that the viewer may not know. */
export const personResponse = userCardResponse
  .extend({ is_friend: z.boolean(), mutual_friends_count: mutualFriendsCount })
  .meta({ id: 'ListedUser', description: 'A user with your relation to them' });
export type PersonResponse = z.infer<typeof personResponse>;
