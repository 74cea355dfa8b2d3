import { z } from 'zod';
import { externalLoginBody } from './external-login.dto';
import { providers } from './external-login.rules';

export const linkedAccountParams = z.object({ provider: z.enum(providers) });
export type LinkedAccountParams = z.infer<typeof linkedAccountParams>;

export const linkAccountBody = externalLoginBody.pick({ id_token: true, nonce: true });
export type LinkAccountBody = z.infer<typeof linkAccountBody>;

/** The kinds of credentials with which a user can log in. */
export const loginKinds = ['password', ...providers] as const;
export type LoginKind = (typeof loginKinds)[number];

export const linkedAccountsResponse = z.object({
  accounts: z.array(z.object({ kind: z.enum(loginKinds), linked_at: z.iso.datetime() })),
  passkeys: z.number().int().describe('The number of passkeys; GET /auth/passkeys lists them'),
});
export type LinkedAccountsResponse = z.infer<typeof linkedAccountsResponse>;
