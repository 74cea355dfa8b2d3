import { opaqueField } from '@tribe/service-kit';
import { z } from 'zod';
import { fullNameField, newUsernameField } from '../account/account-fields';
import { idTokenField } from '../id-token/id-token-fields';
import { deviceInfo, loginResponse } from '../session/session.dto';

export const externalLoginBody = z
  .strictObject({
    id_token: idTokenField,
    nonce: opaqueField(255)
      .min(1)
      .optional()
      .describe('The unhashed nonce that the app sent to the provider')
      .meta({ example: 'n-0S6_WzA2Mj' }),
    username: newUsernameField
      .optional()
      .describe('For a new account; derived from the name if omitted'),
    full_name: fullNameField
      .optional()
      .describe(
        'For a new account; the app receives it from Apple, because the Apple token does not contain it',
      ),
    device_info: deviceInfo.optional(),
  })
  .meta({ id: 'LogInWithProviderRequest' });
export type ExternalLoginBody = z.infer<typeof externalLoginBody>;

export const externalLoginResponse = loginResponse
  .extend({ is_new_account: z.boolean().describe('Whether this login created the account') })
  .meta({ id: 'ExternalLogin' });
export type ExternalLoginResponse = z.infer<typeof externalLoginResponse>;
