import { paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { personResponse } from '../people/person.dto';

export const personFriendsResponse = z
  .object({ friends: z.array(personResponse), pagination: paginationResponse })
  .meta({ id: 'UserFriendList', description: 'The friends of a user that you can see' });
export type PersonFriendsResponse = z.infer<typeof personFriendsResponse>;
