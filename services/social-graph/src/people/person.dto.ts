import { z } from 'zod';
import { userCardResponse } from './user-card.dto';

/** Ids are compared as text in the rules, so there is one spelling only. */
export const id = z.uuid().toLowerCase();

export const personParams = z.object({ userId: id });
export type PersonParams = z.infer<typeof personParams>;

/** A user that the viewer may not know. */
export const personResponse = userCardResponse.extend({
  is_friend: z.boolean(),
  mutual_friends_count: z.int(),
});
export type PersonResponse = z.infer<typeof personResponse>;
