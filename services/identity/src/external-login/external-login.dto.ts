import { z } from 'zod';
import { fullNameField, newUsernameField } from '../account/account.dto';
import { loginResponse } from '../login/auth.dto';
import { deviceInfo } from '../session/session.dto';

export const externalLoginBody = z.strictObject({
  id_token: z.string().min(1).max(8192),
  nonce: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('What the app gave the provider, before hashing'),
  username: newUsernameField
    .optional()
    .describe('For a new account; made of the name when left out'),
  full_name: fullNameField
    .optional()
    .describe('For a new account; Apple tells it to the app and not in the token'),
  device_info: deviceInfo.optional(),
});
export type ExternalLoginBody = z.infer<typeof externalLoginBody>;

export const externalLoginResponse = loginResponse.extend({
  is_new_account: z.boolean().describe('Whether the account was opened by this log-in'),
});
export type ExternalLoginResponse = z.infer<typeof externalLoginResponse>;
