import { userCardResponse } from '@tribe/projections';
import { z } from 'zod';

/** Every signed-in user may see this much of any user whose profile is not private. */
export type UserCardResponse = z.infer<typeof userCardResponse>;

/** The response to the owner who has just opened the account. */
export const newAccountResponse = userCardResponse
  .extend({
    email: z.string().meta({ example: 'clarie@example.com' }),
    email_verified: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'NewAccount' });
export type NewAccountResponse = z.infer<typeof newAccountResponse>;

/** Only the owner of the account sees all of this. */
export const accountResponse = newAccountResponse
  .extend({
    bio: z.string().nullable().meta({ example: 'Runs at dawn' }),
    cover_image_url: z.string().nullable().meta({ example: 'https://example.com/lake-kivu.jpg' }),
    goals_achieved: z.int().meta({ example: 4 }),
    photos_shared: z.int().meta({ example: 0 }),
    is_verified: z.boolean().describe('Whether an admin has confirmed the identity of the user'),
  })
  .meta({ id: 'AccountSummary' });
export type AccountResponse = z.infer<typeof accountResponse>;
