import type { PurgeRule } from '@tribe/jobs';
import type { IdentityConfig } from './config';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** How long identity keeps what has no further use. */
export const purges: readonly PurgeRule[] = [
  // Longer than the clock of a provider may differ from ours: a token is refused by then in any case.
  {
    table: 'used_id_tokens',
    key: 'token_hash',
    column: 'expires_at',
    keepForMs: 10 * minuteMs,
  },
  // An access token made in the last minute of a session outlives it by an hour, and asks for it.
  { table: 'sessions', column: 'expires_at', keepForMs: dayMs },
  { table: 'login_challenges', column: 'expires_at', keepForMs: 0 },
  { table: 'passkey_challenges', column: 'expires_at', keepForMs: 0 },
  { table: 'data_exports', column: 'expires_at', keepForMs: 0 },
  // The link in an old mail is answered as expired, not as unknown.
  { table: 'account_mails', column: 'expires_at', keepForMs: 30 * dayMs },
  {
    table: 'user_activities',
    column: 'created_at',
    keepForMs: (config: IdentityConfig) => config.ACTIVITY_RETENTION_DAYS * dayMs,
  },
];
