import { z } from 'zod';
import { externalLoginBody } from './external-login.dto';
import { providers } from './external-login.rules';

export const linkedAccountParams = z.object({
  provider: z.enum(providers).meta({ id: 'LoginProvider' }),
});
export type LinkedAccountParams = z.infer<typeof linkedAccountParams>;

export const linkAccountBody = externalLoginBody
  .pick({ id_token: true, nonce: true })
  .meta({ id: 'LinkAccountRequest' });
export type LinkAccountBody = z.infer<typeof linkAccountBody>;

/** The kinds of credentials with which a user can log in. */
export const loginKinds = ['password', ...providers] as const;
export type LoginKind = (typeof loginKinds)[number];

const linkedAccountResponse = z
  .object({
    kind: z.enum(loginKinds).meta({ id: 'LoginKind', example: 'google' }),
    linked_at: z.iso.datetime(),
  })
  .meta({ id: 'LinkedAccount' });

export const linkedAccountsResponse = z
  .object({
    accounts: z.array(linkedAccountResponse),
    passkeys: z
      .int()
      .describe('The number of passkeys; GET /auth/passkeys lists them')
      .meta({ example: 1 }),
  })
  .meta({ id: 'LoginMethods' });
export type LinkedAccountsResponse = z.infer<typeof linkedAccountsResponse>;
