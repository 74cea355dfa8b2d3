import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  GOAL_NOT_FOUND: [404, 'No such goal'],
  TOO_MANY_SOCKETS: [429, 'Too many sockets are open'],
  TOO_MANY_SUBSCRIPTIONS: [429, 'This socket has too many subscriptions'],
});
