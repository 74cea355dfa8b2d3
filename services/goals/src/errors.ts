import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  GOAL_NOT_FOUND: [404, 'No such goal'],
  GOAL_FEED_NOT_FOUND: [404, 'There is no feed of goals yet'],
  GOAL_NOT_ACTIVE: [409, 'The goal is not active'],
  GOAL_STATUS_CONFLICT: [409, 'The goal cannot change from its current status to this status'],
  GOAL_CURRENCY_FIXED: [409, 'The currency of a goal with contributions cannot be changed'],
  GOAL_HAS_PARTICIPANTS: [409, 'A goal with other participants cannot become individual'],
  GOAL_TARGET_INVALID: [422, 'The goal cannot have this target'],
  GOAL_PARTICIPANTS_TOO_MANY: [422, 'The goal cannot have as many participants'],
  GOAL_FULL: [409, 'The goal has the maximum number of participants'],
  GOAL_NOT_GROUP: [409, 'Participants can be added to group goals only'],
  GOAL_PARTICIPANT_EXISTS: [409, 'The user is already a participant of the goal'],
  GOAL_PARTICIPANT_NOT_FOUND: [404, 'The user is not a participant of the goal'],
  PARTICIPANT_NOT_A_FRIEND: [422, 'Only friends of the creator can be added to a goal'],
  GOAL_CREATOR_CANNOT_LEAVE: [409, 'The creator cannot leave the goal'],
  CONTRIBUTION_TOO_PRECISE: [422, 'The amount has more decimals than the currency of the goal'],
  CONTRIBUTION_TOO_LARGE: [422, 'The contribution would exceed the maximum amount of a goal'],
});
