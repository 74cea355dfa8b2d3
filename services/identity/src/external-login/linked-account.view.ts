import type { Credential } from '../generated/prisma/client';
import type { LinkedAccountsResponse, LoginKind } from './linked-account.dto';

export function linkedAccountsView(
  credentials: readonly Pick<Credential, 'kind' | 'createdAt'>[],
  passkeys: number,
): LinkedAccountsResponse {
  const accounts = credentials.map(({ kind, createdAt }) => ({
    kind: kind as LoginKind,
    linked_at: createdAt.toISOString(),
  }));
  return { accounts, passkeys };
}
