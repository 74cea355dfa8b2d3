import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  PUSH_IN_PROGRESS: [409, 'Another push of yours is running'],
});
