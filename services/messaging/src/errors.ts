import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  CONVERSATION_NOT_FOUND: [404, 'No such conversation'],
  TEAM_NOT_FOUND: [404, 'No such team'],
  ANNOUNCEMENT_REQUIRED: [409, 'The team has no announcement that all roles see'],
  YEAR_END_INVALID: [422, 'A year ends today or in the next two years'],
  TOO_MANY_CHANNELS: [409, 'A team can have 50 channels'],
  MESSAGE_NOT_FOUND: [404, 'No such message in this conversation'],
  PARTICIPANT_NOT_A_FRIEND: [422, 'Only friends of the caller can be added to a conversation'],
  CONVERSATION_NOT_GROUP: [409, 'Only groups have a name and participants that can change'],
  CONVERSATION_NOT_CHANNEL: [409, 'Only channels of teams have a type and roles that can change'],
  GOAL_NOT_FOUND: [404, 'No such goal'],
  GOAL_CONVERSATION_EXISTS: [409, 'The goal has a conversation, and you are not a participant'],
  CONVERSATION_FULL: [409, 'The conversation has the maximum number of participants'],
  PARTICIPANT_EXISTS: [409, 'A user is already a participant of the conversation'],
  PARTICIPANT_NOT_FOUND: [404, 'The user is not a participant of the conversation'],
  EDIT_WINDOW_EXPIRED: [409, 'A message can be edited for 15 minutes'],
  MESSAGE_DELETED: [409, 'The message was deleted'],
  TOO_MANY_REACTIONS: [409, 'A message can have 20 different reactions'],
  TOO_MANY_PINS: [409, 'A conversation can have 50 pinned messages'],
  ALERT_NOT_FOUND: [404, 'No such alert'],
  ALERT_LIMIT_REACHED: [429, 'A member can raise two alerts in an hour and six in a day'],
  MUTE_OVERRIDE_REQUIRED: [409, 'An alert reaches members who muted the channel: confirm it'],
  MESSAGE_REQUEST_NOT_FOUND: [404, 'No such message request'],
  MESSAGE_REQUEST_PENDING: [
    409,
    'Three messages can be sent before the recipient accepts the request',
  ],
  TOO_MANY_MESSAGE_REQUESTS: [409, 'Too many message requests of the caller are not accepted'],
  CLIENT_MSG_ID_REQUIRED: [422, 'A message needs a client_msg_id or an Idempotency-Key'],
  CLIENT_MSG_ID_REUSED: [409, 'This client_msg_id was used with another message'],
});
