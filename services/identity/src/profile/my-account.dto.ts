import { atLeastOneField, emailField, paragraphField, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { fullNameField, newUsernameField } from '../account/account-fields';
import { accountResponse } from '../account/account.dto';

const bioField = paragraphField(500).meta({ example: 'Runs at dawn' });

/** A merge patch, for both PUT and PATCH: omitted fields stay unchanged, and null clears a field. */
export const updateAccountBody = withRules(
  z.strictObject({
    full_name: fullNameField.optional(),
    username: newUsernameField.optional(),
    bio: bioField.nullish(),
    email: emailField.optional(),
  }),
  atLeastOneField(),
).meta({
  id: 'UpdateAccountRequest',
  description: 'A merge patch: omitted fields stay unchanged, and null clears the bio',
  example: { full_name: 'Clarie U. Uwase', bio: 'Runs at dawn' },
});
export type UpdateAccountBody = z.infer<typeof updateAccountBody>;

export const myAccountResponse = accountResponse
  .extend({
    is_active: z.literal(true),
    last_seen_at: z.iso
      .datetime()
      .nullable()
      .describe('When a device last logged in or refreshed its token'),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Account' });
export type MyAccountResponse = z.infer<typeof myAccountResponse>;
