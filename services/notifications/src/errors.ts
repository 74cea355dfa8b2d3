import { defineErrors } from '@tribe/service-kit';

/** The errors of notifications, besides those of every service. */
export const errors = defineErrors({
  NOTIFICATION_NOT_FOUND: [404, 'No such notification'],
});
