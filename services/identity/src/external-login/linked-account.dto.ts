import { z } from 'zod';
import { externalLoginBody } from './external-login.dto';
import { providers } from './external-login.rules';

export const linkedAccountParams = z.object({ provider: z.enum(providers) });
export type LinkedAccountParams = z.infer<typeof linkedAccountParams>;

export const linkAccountBody = externalLoginBody.pick({ id_token: true, nonce: true });
export type LinkAccountBody = z.infer<typeof linkAccountBody>;

export const waysInKinds = ['password', ...providers] as const;

export const linkedAccountsResponse = z.object({
  accounts: z.array(z.object({ kind: z.enum(waysInKinds), linked_at: z.iso.datetime() })),
  passkeys: z.number().int().describe('How many there are; GET /auth/passkeys lists them'),
});
export type LinkedAccountsResponse = z.infer<typeof linkedAccountsResponse>;
