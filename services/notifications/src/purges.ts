import type { PurgeRule } from '@tribe/jobs';
import { dayMs } from '@tribe/service-kit';
import type { NotificationsConfig } from './config';

/** Retention of notifications, and of what mails are about. */
export const purges: readonly PurgeRule[] = [
  {
    table: 'notifications',
    column: 'created_at',
    keepForMs: (config: NotificationsConfig) => config.NOTIFICATION_RETENTION_DAYS * dayMs,
  },
  {
    table: 'notification_sources',
    column: 'created_at',
    keepForMs: (config: NotificationsConfig) => config.NOTIFICATION_RETENTION_DAYS * dayMs,
  },
  // Longer than any event is under way.
  { table: 'deleted_items', column: 'deleted_at', keepForMs: 7 * dayMs },
  {
    table: 'shown_message_pushes',
    column: 'shown_at',
    keepForMs: (config: NotificationsConfig) => config.NOTIFICATION_RETENTION_DAYS * dayMs,
  },
  {
    table: 'pending_verifications',
    column: 'requested_at',
    key: 'checkin_id',
    keepForMs: 30 * dayMs,
  },
  {
    table: 'first_goal_candidates',
    column: 'registered_at',
    key: 'user_id',
    keepForMs: 3 * dayMs,
  },
];
