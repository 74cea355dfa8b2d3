import { z } from 'zod';
import { usernameField } from '../account/account-fields';

export const usernameQuery = z.object({ username: usernameField });
export type UsernameQuery = z.infer<typeof usernameQuery>;

export const usernameResponse = z.object({
  username: z.string(),
  available: z.boolean(),
  reason: z.enum(['taken', 'reserved']).nullable(),
  suggestions: z.array(z.string()),
});
export type UsernameResponse = z.infer<typeof usernameResponse>;
