import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({});
