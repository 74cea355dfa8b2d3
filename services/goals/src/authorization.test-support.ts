import { type AuthorizationTables, type Row, type Rows, the } from '@tribe/testing/authorization';

const onGoal: Row = { on: (cast) => the.goal(cast), all: 'hidden GOAL_NOT_FOUND' };
const readByMembers: Row = { ...onGoal, member: '200', owner: '200' };
const changedByOwner: Row = { ...onGoal, member: '403 PERMISSION_DENIED', owner: '200' };

const rows: Rows = {
  // The owner's profile is for friends, as it is from the start.
  'GET /api/v1/users/{userId}/goals': {
    on: the.owner,
    all: '200',
    stranger: 'hidden USER_NOT_FOUND',
  },
  'GET /api/v1/goals': { all: '200', query: 'status=all' },
  'GET /api/v1/goals/feed': { all: '404 GOAL_FEED_NOT_FOUND' },
  'POST /api/v1/goals': { all: '201', body: { title: 'My own', goal_type: 'individual' } },
  'GET /api/v1/goals/{goalId}': readByMembers,
  'PUT /api/v1/goals/{goalId}': { ...changedByOwner, body: { description: 'changed' } },
  'PATCH /api/v1/goals/{goalId}': { ...changedByOwner, body: { description: 'changed' } },
  'DELETE /api/v1/goals/{goalId}': { ...changedByOwner, owner: '204' },
  'POST /api/v1/goals/{goalId}/complete': changedByOwner,
  'POST /api/v1/goals/{goalId}/participants': {
    ...changedByOwner,
    body: (cast) => ({ user_id: cast.as('friend').id }),
    owner: '201',
  },
  'DELETE /api/v1/goals/{goalId}/participants/{userId}': {
    ...changedByOwner,
    on: the.participant,
    owner: '204',
  },
  'GET /api/v1/goals/{goalId}/contributions': readByMembers,
  'POST /api/v1/goals/{goalId}/contributions': {
    ...onGoal,
    body: { amount: 1 },
    member: '201',
    owner: '201',
  },
};

/** The expected status of each endpoint of goals, by kind of caller. */
export const authorization: AuthorizationTables = { goals: rows };
