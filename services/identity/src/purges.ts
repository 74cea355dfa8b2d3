import type { PurgeRule } from '@tribe/jobs';
import { dayMs } from '@tribe/service-kit';
import type { IdentityConfig } from './config';

const minuteMs = 60_000;
/** How long identity keeps rows that have no further use. */
export const purges: readonly PurgeRule[] = [
  // Longer than the clock of a provider may differ from ours: after that, the token itself is refused as expired.
  {
    table: 'used_id_tokens',
    key: 'token_hash',
    column: 'expires_at',
    keepForMs: 10 * minuteMs,
  },
  // An access token signed in the last minute of a session outlives it by an hour, and its requests look up the session.
  { table: 'sessions', column: 'expires_at', keepForMs: dayMs },
  { table: 'login_challenges', column: 'expires_at', keepForMs: 0 },
  { table: 'passkey_challenges', column: 'expires_at', keepForMs: 0 },
  { table: 'data_exports', column: 'expires_at', keepForMs: 0 },
  // After its end a ban has no effect; the decision is in social-graph, and the user's activities name it.
  { table: 'moderation_bans', key: 'action_id', column: 'until', keepForMs: dayMs },
  // So that the link of an old mail is answered as expired and not as unknown.
  { table: 'account_mails', column: 'expires_at', keepForMs: 30 * dayMs },
  {
    table: 'user_activities',
    column: 'created_at',
    keepForMs: (config: IdentityConfig) => config.ACTIVITY_RETENTION_DAYS * dayMs,
  },
];
