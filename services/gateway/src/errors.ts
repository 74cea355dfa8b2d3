import { defineErrors } from '@tribe/service-kit';

/** The errors of the gateway, besides those of every service. */
export const errors = defineErrors({});
