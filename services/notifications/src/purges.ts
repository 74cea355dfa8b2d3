import type { PurgeRule } from '@tribe/jobs';
import type { NotificationsConfig } from './config';

const dayMs = 86_400_000;

/** Retention of notifications. */
export const purges: readonly PurgeRule[] = [
  {
    table: 'notifications',
    column: 'created_at',
    keepForMs: (config: NotificationsConfig) => config.NOTIFICATION_RETENTION_DAYS * dayMs,
  },
  {
    table: 'shown_message_pushes',
    column: 'shown_at',
    keepForMs: (config: NotificationsConfig) => config.NOTIFICATION_RETENTION_DAYS * dayMs,
  },
];
