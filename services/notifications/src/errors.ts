import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  NOTIFICATION_NOT_FOUND: [404, 'No such notification'],
  PUSH_TOKEN_NOT_FOUND: [404, 'No such push token of the caller'],
});
