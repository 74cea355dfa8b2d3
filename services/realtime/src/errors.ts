import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  GOAL_NOT_FOUND: [404, 'No such goal'],
  CONVERSATION_NOT_FOUND: [404, 'No such conversation'],
  NOT_SUBSCRIBED: [409, 'This socket is not subscribed to the conversation'],
  TOO_MANY_SOCKETS: [429, 'Too many sockets are open'],
  TOO_MANY_SUBSCRIPTIONS: [429, 'This socket has too many subscriptions'],
});
