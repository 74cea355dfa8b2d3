import type { ApiClient, Person } from '@tribe/testing';
import { GoalsWorld } from './goals-world.test-support';

/** The caller's relation to the goal, in the column order of the tables below. */
const relations = [
  'anonymous',
  'stranger',
  'viewer',
  'supporter',
  'member',
  'ex-member',
  'creator',
] as const;

interface Endpoint {
  route: string;
  send: (
    caller: ApiClient,
    goal: string,
    people: { self: Person; other: Person; friend: Person },
  ) => Promise<{ status: number }>;
  /** The expected status per relation. */
  onPrivate: number[];
  onPublic: number[];
}

const endpoints: Endpoint[] = [
  {
    route: 'GET /api/v1/goals/{goalId}',
    send: (caller, goal) => caller.get(goal),
    onPrivate: [401, 404, 200, 200, 200, 404, 200],
    onPublic: [401, 200, 200, 200, 200, 200, 200],
  },
  {
    route: 'PUT /api/v1/goals/{goalId}',
    send: (caller, goal) => caller.put(goal, { title: 'Mine now' }),
    onPrivate: [401, 404, 403, 403, 403, 404, 200],
    onPublic: [401, 403, 403, 403, 403, 403, 200],
  },
  {
    route: 'PATCH /api/v1/goals/{goalId}',
    send: (caller, goal) => caller.patch(goal, { is_public: true, title: 'Mine now' }),
    onPrivate: [401, 404, 403, 403, 403, 404, 200],
    onPublic: [401, 403, 403, 403, 403, 403, 200],
  },
  {
    route: 'DELETE /api/v1/goals/{goalId}',
    send: (caller, goal) => caller.delete(goal),
    onPrivate: [401, 404, 403, 403, 403, 404, 204],
    onPublic: [401, 403, 403, 403, 403, 403, 204],
  },
  {
    route: 'POST /api/v1/goals/{goalId}/complete',
    send: (caller, goal) => caller.post(`${goal}/complete`),
    onPrivate: [401, 404, 403, 403, 403, 404, 200],
    onPublic: [401, 403, 403, 403, 403, 403, 200],
  },
  ...['pause', 'resume', 'archive', 'reopen'].map((step) => ({
    route: `POST /api/v1/goals/{goalId}/${step}`,
    send: (caller: ApiClient, goal: string) => caller.post(`${goal}/${step}`),
    onPrivate: [401, 404, 403, 403, 403, 404, 200],
    onPublic: [401, 403, 403, 403, 403, 403, 200],
  })),
  {
    route: 'POST /api/v1/goals/{goalId}/milestones',
    send: (caller, goal) => caller.post(`${goal}/milestones`, { title: 'Half' }),
    onPrivate: [401, 404, 403, 403, 403, 404, 201],
    onPublic: [401, 403, 403, 403, 403, 403, 201],
  },
  {
    route: 'POST /api/v1/goals/{goalId}/invite',
    send: (caller, goal, { friend }) => caller.post(`${goal}/invite`, { user_id: friend.id }),
    onPrivate: [401, 404, 403, 403, 403, 404, 201],
    onPublic: [401, 403, 403, 403, 403, 403, 201],
  },
  {
    route: 'GET /api/v1/goals/{goalId}/invitations',
    send: (caller, goal) => caller.get(`${goal}/invitations`),
    onPrivate: [401, 404, 403, 403, 403, 404, 200],
    onPublic: [401, 403, 403, 403, 403, 403, 200],
  },
  {
    route: 'POST /api/v1/goals/{goalId}/join',
    send: (caller, goal) => caller.post(`${goal}/join`),
    onPrivate: [401, 404, 409, 409, 409, 404, 409],
    onPublic: [401, 201, 409, 409, 409, 201, 409],
  },
  {
    route: 'GET /api/v1/goals/{goalId}/share',
    send: (caller, goal) => caller.get(`${goal}/share`),
    onPrivate: [401, 404, 200, 200, 200, 404, 200],
    onPublic: [401, 403, 200, 200, 200, 403, 200],
  },
  {
    route: 'PUT /api/v1/goals/{goalId}/rest',
    send: (caller, goal) => caller.put(`${goal}/rest`, { until: null }),
    onPrivate: [401, 404, 403, 403, 204, 404, 204],
    onPublic: [401, 403, 403, 403, 204, 403, 204],
  },
  {
    route: 'POST /api/v1/goals/{goalId}/participants',
    send: (caller, goal, { friend }) => caller.post(`${goal}/participants`, { user_id: friend.id }),
    onPrivate: [401, 404, 403, 403, 403, 404, 201],
    onPublic: [401, 403, 403, 403, 403, 403, 201],
  },
  {
    route: 'DELETE /api/v1/goals/{goalId}/participants/{userId}',
    send: (caller, goal, { other }) => caller.delete(`${goal}/participants/${other.id}`),
    onPrivate: [401, 404, 403, 403, 403, 404, 204],
    onPublic: [401, 403, 403, 403, 403, 403, 204],
  },
  {
    route: 'DELETE /api/v1/goals/{goalId}/participants/{userId}',
    send: (caller, goal, { self }) => caller.delete(`${goal}/participants/${self.id}`),
    onPrivate: [401, 404, 204, 204, 204, 404, 204],
    onPublic: [401, 403, 204, 204, 204, 403, 204],
  },
  {
    route: 'POST /api/v1/goals/{goalId}/contributions',
    send: (caller, goal) => caller.post(`${goal}/contributions`, { amount: 1 }),
    onPrivate: [401, 404, 403, 201, 201, 404, 201],
    onPublic: [401, 403, 403, 201, 201, 403, 201],
  },
  {
    route: 'GET /api/v1/goals/{goalId}/contributions',
    send: (caller, goal) => caller.get(`${goal}/contributions`),
    onPrivate: [401, 404, 200, 200, 200, 404, 200],
    onPublic: [401, 403, 200, 200, 200, 403, 200],
  },
  {
    route: 'GET /api/v1/goals/{goalId}/progress',
    send: (caller, goal) => caller.get(`${goal}/progress`),
    onPrivate: [401, 404, 200, 200, 200, 404, 200],
    onPublic: [401, 403, 200, 200, 200, 403, 200],
  },
  {
    route: 'GET /api/v1/goals/{goalId}/reminders',
    send: (caller, goal) => caller.get(`${goal}/reminders`),
    onPrivate: [401, 404, 200, 200, 200, 404, 200],
    onPublic: [401, 403, 200, 200, 200, 403, 200],
  },
  {
    route: 'POST /api/v1/goals/{goalId}/reminders',
    send: (caller, goal) => caller.post(`${goal}/reminders`, daily),
    onPrivate: [401, 404, 201, 201, 201, 404, 201],
    onPublic: [401, 403, 201, 201, 201, 403, 201],
  },
  {
    route: 'PUT /api/v1/goals/{goalId}/reminders/{reminderId}',
    send: async (caller, goal) => caller.put(await reminderOfCreator(goal), daily),
    onPrivate: [401, 404, 404, 404, 404, 404, 200],
    onPublic: [401, 403, 404, 404, 404, 403, 200],
  },
  {
    route: 'DELETE /api/v1/goals/{goalId}/reminders/{reminderId}',
    send: async (caller, goal) => caller.delete(await reminderOfCreator(goal)),
    onPrivate: [401, 404, 404, 404, 404, 404, 204],
    onPublic: [401, 403, 404, 404, 404, 403, 204],
  },
];

const daily = { reminder_type: 'daily', reminder_time: '07:30' };

async function reminderOfCreator(goal: string): Promise<string> {
  const { body } = await people.creator.get(`${goal}/reminders`);
  return `${goal}/reminders/${body.reminders[0].id}`;
}

let world: GoalsWorld;
let people: Record<Exclude<(typeof relations)[number], 'anonymous'>, Person>;
let friend: Person;

beforeAll(async () => {
  world = await GoalsWorld.start();
  const [viewer, supporter, exMember] = await Promise.all(
    ['vera', 'sam', 'emma'].map((name) => world.newFriend(name)),
  );
  friend = await world.newFriend('fatma');
  await world.tribe.settled();
  people = {
    stranger: world.dorcas,
    viewer: viewer!,
    supporter: supporter!,
    member: world.alvin,
    'ex-member': exMember!,
    creator: world.brian,
  };
});
afterAll(() => world.stop());

/** Creates a goal with a participant of every relation, and Clarie as a participant to remove. */
async function goalOfAll(isPublic: boolean): Promise<string> {
  const { viewer, supporter, 'ex-member': exMember } = people;
  const goal = await world.trip({ is_public: isPublic, target_date: '2099-12-31' });
  const path = `/api/v1/goals/${goal.id}`;
  await world.brian.post(`${path}/participants`, { user_id: viewer.id, role: 'viewer' });
  await world.brian.post(`${path}/participants`, { user_id: supporter.id, role: 'supporter' });
  await world.brian.post(`${path}/participants`, { user_id: exMember.id });
  await exMember.delete(`${path}/participants/${exMember.id}`);
  await world.brian.post(`${path}/reminders`, daily);
  return path;
}

const cases = endpoints.flatMap(({ onPrivate, onPublic, ...endpoint }, row) => [
  { ...endpoint, row, visibility: 'private', statuses: onPrivate },
  { ...endpoint, row, visibility: 'public', statuses: onPublic },
]);

test.each(cases)(
  '$route (row $row) on a $visibility goal',
  async ({ send, visibility, statuses }) => {
    const found: number[] = [];
    let goal: string | undefined;
    for (const relation of relations) {
      goal ??= await goalOfAll(visibility === 'public');
      const self = relation === 'anonymous' ? people.stranger : people[relation];
      const caller = relation === 'anonymous' ? world.tribe.client() : self;
      const before = await world.written();
      const { status } = await send(caller, goal, { self, other: world.clarie, friend });
      found.push(status);
      if (status < 400) goal = undefined;
      else expect(await world.written()).toBe(before);
    }
    expect(found).toEqual(statuses);
  },
);

test.each(['GET', 'POST'])('%s /api/v1/goals requires a token', async (method) => {
  const { status, body } = await world.tribe
    .client()
    .request(method, '/api/v1/goals', method === 'POST' ? { title: 'x' } : undefined);
  expect([status, body.code]).toEqual([401, 'AUTHENTICATION_REQUIRED']);
});

test.each(['/api/v1/goals/feed', '/api/v1/search/goals?q=trip'])(
  'GET %s requires a token',
  async (path) => {
    expect((await world.tribe.client().get(path)).status).toBe(401);
    expect((await world.brian.get(path)).status).toBe(200);
  },
);

/** Routes about a part of a goal; the table for e2e covers them. */
const aboutParts = [
  'GET /api/v1/goals/invitations',
  'POST /api/v1/goals/invitations/{invitationId}/accept',
  'POST /api/v1/goals/invitations/{invitationId}/decline',
  'DELETE /api/v1/goals/{goalId}/invitations/{invitationId}',
  'PUT /api/v1/goals/{goalId}/milestones/{milestoneId}',
  'DELETE /api/v1/goals/{goalId}/milestones/{milestoneId}',
  'POST /api/v1/goals/{goalId}/contributions/{contributionId}/corrections',
];
/** The routes of other resources have rows in `authorization.test-support.ts`, which the sweep of e2e requires. */
const isAboutGoals = (route: string) => / \/api\/v1\/goals(\/|$)/.test(route);

test('this file covers every route about goals', async () => {
  const { body } = await world.tribe.client().get('/openapi.json');
  const served = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const checked = [
    'GET /api/v1/goals',
    'POST /api/v1/goals',
    'GET /api/v1/goals/feed',
    ...aboutParts,
    ...endpoints.map(({ route }) => route),
  ];
  expect(served.filter(isAboutGoals).sort()).toEqual([...new Set(checked)].sort());
});
