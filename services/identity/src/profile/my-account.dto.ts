import { z } from 'zod';
import {
  accountResponse,
  emailField,
  fullNameField,
  newUsernameField,
} from '../account/account.dto';
import { isProse } from '../user/user.rules';

const bioField = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .pipe(z.string().max(500).refine(isProse, 'may not have control characters'));

/** A merge-patch, for PUT as for PATCH: what is left out stays, null clears. */
export const updateAccountBody = z
  .strictObject({
    full_name: fullNameField.optional(),
    username: newUsernameField.optional(),
    bio: bioField.nullish(),
    email: emailField.optional(),
  })
  .refine(
    (body) => Object.values(body).some((value) => value !== undefined),
    'has nothing to change',
  );
export type UpdateAccountBody = z.infer<typeof updateAccountBody>;

export const myAccountResponse = accountResponse.extend({
  is_active: z.literal(true),
  last_seen_at: z.iso
    .datetime()
    .nullable()
    .describe('When a device last logged in or refreshed its token'),
  updated_at: z.iso.datetime(),
});
export type MyAccountResponse = z.infer<typeof myAccountResponse>;
