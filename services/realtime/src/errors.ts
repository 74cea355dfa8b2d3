import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  GOAL_NOT_FOUND: [404, 'No such goal'],
  POST_NOT_FOUND: [404, 'No such post'],
  CONVERSATION_NOT_FOUND: [404, 'No such conversation'],
  FRIEND_NOT_FOUND: [404, 'No such friend'],
  LOCATION_SHARING_DISABLED: [403, 'Location sharing is turned off in the privacy settings'],
  LOCATION_NOT_SHARED: [409, 'This device does not share its location'],
  TOO_MANY_LOCATION_SHARES: [429, 'The location is shared too often'],
  NOT_SUBSCRIBED: [409, 'This socket is not subscribed to the conversation'],
  TOO_MANY_SOCKETS: [429, 'Too many sockets are open'],
  TOO_MANY_SUBSCRIPTIONS: [429, 'This socket has too many subscriptions'],
});
