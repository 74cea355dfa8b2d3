import { z } from 'zod';

/** Every signed-in user may see this much of any user whose profile is not private. */
export const userCardResponse = z.object({
  id: z.uuid(),
  username: z.string(),
  full_name: z.string(),
  profile_image_url: z.string().nullable(),
});
export type UserCardResponse = z.infer<typeof userCardResponse>;

/** The answer to the owner who has just opened the account. */
export const newAccountResponse = userCardResponse.extend({
  email: z.string(),
  email_verified: z.boolean(),
  created_at: z.iso.datetime(),
});
export type NewAccountResponse = z.infer<typeof newAccountResponse>;

/** Only the owner of the account sees all of this. */
export const accountResponse = newAccountResponse.extend({
  bio: z.string().nullable(),
  cover_image_url: z.string().nullable(),
  goals_achieved: z.number().int(),
  photos_shared: z.number().int(),
  is_verified: z.boolean().describe('Whether an admin has confirmed the identity of the user'),
});
export type AccountResponse = z.infer<typeof accountResponse>;
