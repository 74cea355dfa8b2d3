import type { PurgeRule } from '@tribe/jobs';
import { dayMs } from '@tribe/service-kit';
import type { SocialGraphConfig } from './config';

/** Retention of resolved cases. Reports with their evidence, decisions and appeals go with their case; the audit stays. */
export const purges: readonly PurgeRule[] = [
  {
    table: 'moderation_cases',
    column: 'resolved_at',
    keepForMs: (config: SocialGraphConfig) => config.MODERATION_RETENTION_DAYS * dayMs,
  },
];
