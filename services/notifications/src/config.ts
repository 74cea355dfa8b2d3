import { eventsConfig } from '@tribe/events';
import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const notificationsConfig = baseConfig.extend(eventsConfig.shape).extend({
  /** Days a notification is kept before it is purged. */
  NOTIFICATION_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
});

export type NotificationsConfig = z.infer<typeof notificationsConfig>;
