import { defineErrors } from '@tribe/service-kit';

/** The errors of goals, besides those of every service. */
export const errors = defineErrors({
  GOAL_NOT_FOUND: [404, 'No such goal'],
  GOAL_NOT_ACTIVE: [409, 'The goal is not active'],
  GOAL_STATUS_CONFLICT: [409, 'The goal cannot go to this status from where it is'],
  GOAL_CURRENCY_FIXED: [409, 'The currency stays once something was contributed'],
  GOAL_HAS_PARTICIPANTS: [409, 'A goal with other participants cannot become individual'],
  GOAL_FULL: [409, 'The goal has as many participants as it can take'],
  GOAL_NOT_GROUP: [409, 'An individual goal has no participants to add'],
  GOAL_PARTICIPANT_EXISTS: [409, 'This person takes part already'],
  GOAL_PARTICIPANT_NOT_FOUND: [404, 'This person does not take part'],
  PARTICIPANT_NOT_A_FRIEND: [422, 'Only friends can be added to a goal'],
  GOAL_CREATOR_CANNOT_LEAVE: [409, 'The creator cannot leave the goal'],
  CONTRIBUTION_TOO_LARGE: [422, 'The contribution is larger than a goal can hold'],
});
