import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { SessionAccount } from './account.queries';

/** How long a session counts as recently authenticated, in milliseconds. */
export const recentMs = 10 * 60_000;

/** Whether the session of a token may act on the account that the token names. */
export function decideAccess(
  account: Pick<SessionAccount, 'id' | 'isActive' | 'revokedAt'>,
  userId: string,
): Permission {
  if (account.id !== userId || !account.isActive) return refuse(errors.ACCOUNT_INACTIVE);
  return account.revokedAt ? refuse(errors.SESSION_REVOKED) : allow;
}

/** Whether the user confirmed their identity in this session recently enough for a sensitive action. */
export function decideRecentAccess(
  { authenticatedAt }: Pick<SessionAccount, 'authenticatedAt'>,
  now: Date,
): Permission {
  const ageMs = now.getTime() - (authenticatedAt?.getTime() ?? 0);
  return ageMs > recentMs ? refuse(errors.RECENT_AUTHENTICATION_REQUIRED) : allow;
}
