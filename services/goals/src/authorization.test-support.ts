import { dayMs } from '@tribe/service-kit';
import {
  type AuthorizationTables,
  type Cast,
  type Row,
  type Rows,
  secretTitle,
  type Target,
  the,
} from '@tribe/testing/authorization';

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
  'GET /api/v1/goals/feed': { all: '200' },
  'GET /api/v1/search/goals': { all: '200', query: 'q=trip' },
  'POST /api/v1/goals': { all: '201', body: { title: 'My own', goal_type: 'individual' } },
  'GET /api/v1/goals/{goalId}': readByMembers,
  'PUT /api/v1/goals/{goalId}': { ...changedByOwner, body: { description: 'changed' } },
  'PATCH /api/v1/goals/{goalId}': { ...changedByOwner, body: { description: 'changed' } },
  'DELETE /api/v1/goals/{goalId}': { ...changedByOwner, owner: '204' },
  'POST /api/v1/goals/{goalId}/complete': changedByOwner,
  'POST /api/v1/goals/{goalId}/pause': changedByOwner,
  'POST /api/v1/goals/{goalId}/resume': changedByOwner,
  'POST /api/v1/goals/{goalId}/archive': changedByOwner,
  'POST /api/v1/goals/{goalId}/reopen': changedByOwner,
  'POST /api/v1/goals/{goalId}/milestones': {
    ...changedByOwner,
    body: { title: secretTitle },
    owner: '201',
  },
  'PUT /api/v1/goals/{goalId}/milestones/{milestoneId}': {
    ...changedByOwner,
    on: milestone,
    body: { achieved: true },
  },
  'DELETE /api/v1/goals/{goalId}/milestones/{milestoneId}': {
    ...changedByOwner,
    on: milestone,
    owner: '204',
  },
  'POST /api/v1/goals/{goalId}/contributions/{contributionId}/corrections': {
    ...changedByOwner,
    on: contribution,
    body: { reason: 'Entered twice' },
    owner: '201',
  },
  'GET /api/v1/goals/{goalId}/share': {
    ...onGoal,
    member: '409 GOAL_HAS_NO_PACE',
    owner: '409 GOAL_HAS_NO_PACE',
  },
  'PUT /api/v1/goals/{goalId}/rest': {
    ...onGoal,
    body: { until: null },
    member: '204',
    owner: '204',
  },
  'GET /api/v1/goals/invitations': { all: '200' },
  'POST /api/v1/goals/invitations/{invitationId}/accept': {
    on: invitation,
    all: 'hidden GOAL_INVITATION_NOT_FOUND',
    stranger: '200',
    blocked: 'hidden GOAL_INVITATION_NOT_FOUND',
    moderator: 'hidden GOAL_INVITATION_NOT_FOUND',
    admin: 'hidden GOAL_INVITATION_NOT_FOUND',
  },
  'POST /api/v1/goals/invitations/{invitationId}/decline': {
    on: invitation,
    all: 'hidden GOAL_INVITATION_NOT_FOUND',
    stranger: '204',
    blocked: 'hidden GOAL_INVITATION_NOT_FOUND',
    moderator: 'hidden GOAL_INVITATION_NOT_FOUND',
    admin: 'hidden GOAL_INVITATION_NOT_FOUND',
  },
  'POST /api/v1/goals/{goalId}/invite': {
    ...changedByOwner,
    body: (cast) => ({ user_id: cast.as('friend').id }),
    owner: '201',
  },
  'GET /api/v1/goals/{goalId}/invitations': { ...changedByOwner },
  'DELETE /api/v1/goals/{goalId}/invitations/{invitationId}': {
    ...changedByOwner,
    on: sentInvitation,
    owner: '204',
  },
  'POST /api/v1/goals/{goalId}/join': {
    ...onGoal,
    member: '409 GOAL_PARTICIPANT_EXISTS',
    owner: '409 GOAL_PARTICIPANT_EXISTS',
  },
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
  'GET /api/v1/goals/{goalId}/progress': readByMembers,
  'GET /api/v1/goals/{goalId}/contributions': readByMembers,
  'POST /api/v1/goals/{goalId}/contributions': {
    ...onGoal,
    body: { amount: 1 },
    member: '201',
    owner: '201',
  },
};

/** A reminder of the owner. The member has none. */
async function reminder(cast: Cast): Promise<Target> {
  const { id } = await the.goal(cast);
  const added = await cast.owner.post(`/api/v1/goals/${id}/reminders`, daily);

  return { id, params: { reminderId: the.idOf(added).id } };
}

const daily = { reminder_type: 'daily', reminder_time: '07:30' };
const onReminder: Row = { ...onGoal, on: reminder, member: '404 REMINDER_NOT_FOUND' };

const reminderRows: Rows = {
  'GET /api/v1/goals/{goalId}/reminders': readByMembers,
  'POST /api/v1/goals/{goalId}/reminders': { ...onGoal, body: daily, member: '201', owner: '201' },
  'PUT /api/v1/goals/{goalId}/reminders/{reminderId}': { ...onReminder, body: daily, owner: '200' },
  'DELETE /api/v1/goals/{goalId}/reminders/{reminderId}': { ...onReminder, owner: '204' },
};
const goals = '/api/v1/goals';

async function milestone(cast: Cast): Promise<Target> {
  const { id } = await the.goal(cast);
  const added = the.idOf(
    await cast.owner.post(`${goals}/${id}/milestones`, { title: secretTitle }),
  );

  return { id, params: { milestoneId: added.id } };
}

/** An invitation of the owner to the stranger. */
async function sentInvitation(cast: Cast): Promise<Target> {
  const { id } = await the.goal(cast);
  const body = { user_id: cast.as('stranger').id };
  const sent = the.idOf(await cast.owner.post(`${goals}/${id}/invite`, body));

  return { id, params: { invitationId: sent.id } };
}

async function invitation(cast: Cast): Promise<Target> {
  const { params } = await sentInvitation(cast);
  return { id: params?.['invitationId'] ?? '' };
}

/** A contribution of the owner. */
async function contribution(cast: Cast): Promise<Target> {
  const { id } = await the.goal(cast);
  const added = the.idOf(await cast.owner.post(`${goals}/${id}/contributions`, { amount: 5 }));

  return { id, params: { contributionId: added.id } };
}

const systems = '/api/v1/systems';

/** A system of the owner's goal, which the member sees. */
async function system(cast: Cast): Promise<Target> {
  const { id: goal_id } = await the.goal(cast);
  return the.idOf(await cast.owner.post(systems, { title: secretTitle, goal_id }));
}

async function vacation(cast: Cast): Promise<Target> {
  const { id } = await system(cast);
  const body = { starts_on: '2099-12-20', ends_on: '2099-12-31' };
  const added = the.idOf(await cast.owner.post(`${systems}/${id}/vacations`, body));

  return { id, params: { vacationId: added.id } };
}

async function checkin(cast: Cast): Promise<Target> {
  const { id } = await system(cast);
  const sent = { client_id: 'phone-1', checked_in_at: new Date().toISOString() };
  const recorded = the.idOf(await cast.owner.post(`${systems}/${id}/checkins`, sent));

  return { id, params: { checkinId: recorded.id } };
}

/** A reflection of the owner, by its date. Other callers have none on that day. */
async function reflection(cast: Cast): Promise<Target> {
  const { body } = await cast.owner.post('/api/v1/reflections', { content: secretTitle });
  const date = body.reflection_date_local ?? (await latestReflection(cast));

  return { id: date, params: { date } };
}

async function latestReflection({ owner }: Cast): Promise<string> {
  const { body } = await owner.get('/api/v1/reflections?limit=1');
  return body.reflections[0].reflection_date_local;
}

const onReflection: Row = { on: reflection, all: '404 REFLECTION_NOT_FOUND', owner: '200' };

const onSystem: Row = { on: system, all: 'hidden SYSTEM_NOT_FOUND' };
const seenByMembers: Row = { ...onSystem, member: '200', owner: '200' };
const ofOwner: Row = { ...onSystem, member: '403 PERMISSION_DENIED', owner: '200' };

const onCheckin: Row = { ...ofOwner, on: checkin };
const notPartner: Row = { ...onCheckin, owner: '403 PERMISSION_DENIED' };

const systemRows: Rows = {
  'GET /api/v1/systems': { all: '200', query: 'status=all' },
  'POST /api/v1/systems': { all: '201', body: { title: 'Read' } },
  'GET /api/v1/systems/{systemId}': seenByMembers,
  'PATCH /api/v1/systems/{systemId}': { ...ofOwner, body: { description: 'changed' } },
  'DELETE /api/v1/systems/{systemId}': { ...ofOwner, owner: '204' },
  'POST /api/v1/systems/{systemId}/pause': ofOwner,
  'POST /api/v1/systems/{systemId}/resume': ofOwner,
  'POST /api/v1/systems/{systemId}/archive': ofOwner,
  'POST /api/v1/systems/{systemId}/freeze': { ...ofOwner, owner: '409 FREEZE_NOT_AVAILABLE' },
  'GET /api/v1/systems/{systemId}/vacations': ofOwner,
  'POST /api/v1/systems/{systemId}/vacations': {
    ...ofOwner,
    body: { starts_on: '2099-12-20', ends_on: '2099-12-31' },
    owner: '201',
  },
  'DELETE /api/v1/systems/{systemId}/vacations/{vacationId}': {
    ...ofOwner,
    on: vacation,
    owner: '204',
  },
  'GET /api/v1/systems/{systemId}/streak': seenByMembers,
  'GET /api/v1/systems/{systemId}/streak/explain': ofOwner,
  'GET /api/v1/systems/{systemId}/progress': ofOwner,
  'GET /api/v1/systems/{systemId}/checkins': ofOwner,
  'POST /api/v1/systems/{systemId}/checkins': {
    ...ofOwner,
    body: () => ({ client_id: 'phone-1', checked_in_at: new Date().toISOString() }),
    owner: '201',
  },
  'PATCH /api/v1/systems/{systemId}/checkins/{checkinId}': { ...onCheckin, body: { notes: 'x' } },
  'DELETE /api/v1/systems/{systemId}/checkins/{checkinId}': { ...onCheckin, owner: '204' },
  'POST /api/v1/systems/{systemId}/checkins/{checkinId}/verify': notPartner,
  'POST /api/v1/systems/{systemId}/checkins/{checkinId}/query': {
    ...notPartner,
    body: { question: 'Which?' },
  },
  'POST /api/v1/systems/{systemId}/checkins/{checkinId}/answer': {
    ...onCheckin,
    body: { answer: 'This' },
    owner: '409 CHECKIN_STATUS_CONFLICT',
  },
  'GET /api/v1/verifications': { all: '200' },
};

const progressRows: Rows = { 'GET /api/v1/progress/dashboard': { all: '200' } };

const reflectionRows: Rows = {
  'GET /api/v1/reflections': { all: '200' },
  'GET /api/v1/reflections/{date}': onReflection,
  'PUT /api/v1/reflections/{date}': { ...onReflection, body: { content: secretTitle } },
  'POST /api/v1/reflections': {
    all: '201',
    body: { content: 'My own', reflection_date_local: dateDaysAgo(3) },
  },
};

function dateDaysAgo(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
}

const shared = '/api/v1/shared/checkin';

/** A check-in of the owner, as an item to react to. Participants of the goal do not see check-ins. */
async function item(cast: Cast): Promise<Target> {
  const { params } = await checkin(cast);
  const id = params?.['checkinId'] ?? '';

  return { id, params: { itemType: 'checkin', itemId: id } };
}

async function comment(cast: Cast): Promise<Target> {
  const { id, params } = await item(cast);
  const added = the.idOf(await cast.owner.post(`${shared}/${id}/comments`, { content: 'Mine' }));

  return { id: added.id, params: { ...params, commentId: added.id } };
}

const onItem: Row = { on: item, all: 'hidden SHARED_ITEM_NOT_FOUND', owner: '200' };
const onComment: Row = { ...onItem, on: comment };
const ofItem = '/api/v1/shared/{itemType}/{itemId}';

const sharedRows: Rows = {
  [`PUT ${ofItem}/reaction`]: { ...onItem, body: { emoji: '👏' } },
  [`DELETE ${ofItem}/reaction`]: { ...onItem, owner: '204' },
  [`GET ${ofItem}/reactions`]: onItem,
  [`GET ${ofItem}/comments`]: onItem,
  [`POST ${ofItem}/comments`]: { ...onItem, body: { content: secretTitle }, owner: '201' },
  [`PATCH ${ofItem}/comments/{commentId}`]: { ...onComment, body: { content: 'changed' } },
  [`DELETE ${ofItem}/comments/{commentId}`]: { ...onComment, owner: '204' },
};

const achievementRows: Rows = {
  'GET /api/v1/achievements': { all: '200' },
  // The owner's profile is for friends, as it is from the start.
  'GET /api/v1/users/{userId}/achievements': {
    on: the.owner,
    all: '200',
    stranger: 'hidden USER_NOT_FOUND',
  },
};

const badges = '/api/v1/badges';

/** A badge that the owner proposes to a partner outside of the cast, for a completed goal. */
async function badge(cast: Cast): Promise<Target> {
  const partner = await cast.somebody('friend');
  await cast.tribe.settled();
  const invitation = { kind: 'accountability', user_id: partner.id };
  const invited = the.idOf(await cast.owner.post('/api/v1/partnerships', invitation));
  await partner.put(`/api/v1/partnerships/${invited.id}/accept`);
  await cast.tribe.settled();
  const { id: goal_id } = await the.goal(cast);
  await cast.owner.post(`/api/v1/goals/${goal_id}/complete`);
  const range = { starts_on: dateDaysAgo(3), ends_on: dateDaysAgo(1) };

  return the.idOf(await cast.owner.post(badges, { partner_id: partner.id, goal_id, ...range }));
}

const onBadge: Row = { on: badge, all: 'hidden BADGE_NOT_FOUND', owner: '200' };

const badgeRows: Rows = {
  'GET /api/v1/badge-keys': { public: '200' },
  'GET /api/v1/badges': { all: '200' },
  'POST /api/v1/badges': {
    all: '404 USER_NOT_FOUND',
    body: (cast) => ({
      partner_id: cast.as('friend').id,
      goal_id: cast.owner.id,
      starts_on: dateDaysAgo(3),
      ends_on: dateDaysAgo(1),
    }),
  },
  'GET /api/v1/badges/{badgeId}': onBadge,
  'PUT /api/v1/badges/{badgeId}/confirm': { ...onBadge, owner: '403 PERMISSION_DENIED' },
  'DELETE /api/v1/badges/{badgeId}': { ...onBadge, owner: '204' },
};

const importBody = {
  source: 'generic',
  format: 'csv',
  content: `habit,date\n${secretTitle},${dateDaysAgo(1)}\n`,
  dry_run: true,
};

/** A user has one import at a time, so the owner's last import may be that of another row. */
async function ownImport({ owner }: Cast): Promise<Target> {
  await owner.post('/api/v1/imports', importBody);
  return { id: (await owner.get('/api/v1/imports')).body.imports[0].id };
}

const importRows: Rows = {
  'GET /api/v1/imports': { all: '200' },
  'POST /api/v1/imports': { all: '202', body: importBody },
  'GET /api/v1/imports/{importId}': {
    on: ownImport,
    all: 'hidden IMPORT_NOT_FOUND',
    owner: '200',
  },
};

/** The expected status of each endpoint of goals, by kind of caller. */
export const authorization: AuthorizationTables = {
  goals: { ...rows, ...reminderRows },
  systems: systemRows,
  reflections: reflectionRows,
  progress: progressRows,
  shared: sharedRows,
  achievements: achievementRows,
  badges: badgeRows,
  imports: importRows,
};
