import { userFields } from '@tribe/projections';
import { z } from 'zod';
import { usernameField } from '../account/account-fields';

export const usernameQuery = z.object({ username: usernameField });
export type UsernameQuery = z.infer<typeof usernameQuery>;

export const usernameResponse = z
  .object({
    username: userFields.username,
    available: z.boolean().meta({ example: false }),
    reason: z
      .enum(['taken', 'reserved'])
      .meta({ id: 'UsernameRefusal', example: 'taken' })
      .nullable()
      .describe('Why the username is not available'),
    suggestions: z.array(z.string()).meta({ example: ['clarie1', 'clarie2', 'clarie_1'] }),
  })
  .meta({ id: 'UsernameAvailability' });
export type UsernameResponse = z.infer<typeof usernameResponse>;
