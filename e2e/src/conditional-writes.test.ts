import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';
import { endpointsOf, type OpenApi } from './hostile/operations';

let tribe: Tribe;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  await tribe.settled();
});
afterAll(() => tribe.stop());

/** A new resource that a person may change. */
interface Resource {
  readonly path: string;
  readonly by: Person;
}

interface Row {
  readonly resource: () => Promise<Resource>;
  /** The bodies of the writers. */
  readonly bodies?: () => readonly object[];
}

const cities = (field: string) => () =>
  ['Lamu', 'Mombasa', 'Malindi'].map((city) => ({ [field]: city }));

async function created(by: Person, path: string, body: object): Promise<Resource> {
  const { status, body: made } = await by.post(path, body);
  expect(status).toBe(201);

  return { path: `${path}/${made.id}`, by };
}

const account = async () => ({ path: '/api/v1/users/me', by: brian });
const goal = () =>
  created(brian, '/api/v1/goals', {
    title: 'Trip',
    goal_type: 'individual',
    target_type: 'boolean',
  });
const post = () => created(brian, '/api/v1/posts', { caption: 'Five kilometres before work' });
const system = () => created(brian, '/api/v1/systems', { title: 'Read' });

async function reflection(): Promise<Resource> {
  const by = await tribe.person(`diarist${newId().slice(-8)}`);
  const { body } = await by.post('/api/v1/reflections', { content: 'The mornings work' });

  return { path: `/api/v1/reflections/${body.reflection_date_local}`, by };
}

const conversation = () =>
  created(brian, '/api/v1/conversations', {
    conversation_type: 'group',
    name: 'Crew',
    participant_ids: [alvin.id],
  });

const tribeOf = (kind: string) => () => created(brian, `/api/v1/${kind}`, { name: 'Runners' });

async function joinedTribe(kind: string): Promise<Resource> {
  const resource = await tribeOf(kind)();
  const { body } = await brian.post(`${resource.path}/invites`, { user_id: alvin.id });
  const { status } = await alvin.put(`/api/v1/${kind}/invites/${body.id}/accept`);
  expect(status).toBe(200);

  return resource;
}

async function invitation(): Promise<Resource> {
  const invited = await tribe.person(`partner${newId().slice(-8)}`);
  await tribe.befriend(brian, invited);
  const body = { kind: 'accountability', user_id: invited.id };
  const { path } = await created(brian, '/api/v1/partnerships', body);

  return { path, by: invited };
}

async function partnership(): Promise<Resource> {
  const resource = await invitation();
  expect((await resource.by.put(`${resource.path}/accept`)).status).toBe(200);

  return resource;
}

async function pausedPartnership(): Promise<Resource> {
  const resource = await partnership();
  expect((await resource.by.put(`${resource.path}/pause`)).status).toBe(200);

  return resource;
}

/** The case of a reported user, whose moderators pass it on. */
async function moderationCase(): Promise<Resource> {
  const by = await tribe.admin('maya', 'moderator');
  const reported = await tribe.person(`spammer${newId().slice(-8)}`);
  await tribe.settled();
  const report = { target_type: 'user', target_id: reported.id, reason: 'spam' };
  expect((await brian.post('/api/v1/reports', report)).status).toBe(201);
  const { body } = await by.get('/api/v1/moderation/cases');

  return { path: `/api/v1/moderation/cases/${body.cases[0].id}`, by };
}

const partnershipPath = '/api/v1/partnerships/{partnershipId}';

const rows: Record<string, Row> = {
  'PUT /api/v1/users/me': { resource: account, bodies: cities('bio') },
  'PATCH /api/v1/users/me': { resource: account, bodies: cities('bio') },
  'PUT /api/v1/users/profile': { resource: account, bodies: cities('bio') },
  'PUT /api/v1/goals/{goalId}': { resource: goal, bodies: cities('title') },
  'PATCH /api/v1/goals/{goalId}': { resource: goal, bodies: cities('title') },
  'DELETE /api/v1/goals/{goalId}': { resource: goal },
  'PUT /api/v1/posts/{postId}': { resource: post, bodies: cities('caption') },
  'DELETE /api/v1/posts/{postId}': { resource: post },
  'PATCH /api/v1/systems/{systemId}': { resource: system, bodies: cities('title') },
  'DELETE /api/v1/systems/{systemId}': { resource: system },
  'PUT /api/v1/reflections/{date}': { resource: reflection, bodies: cities('content') },
  'PATCH /api/v1/conversations/{conversationId}': {
    resource: conversation,
    bodies: cities('name'),
  },
  [`PATCH ${partnershipPath}`]: { resource: partnership, bodies: cities('name') },
  [`PUT ${partnershipPath}/accept`]: { resource: invitation },
  [`PUT ${partnershipPath}/decline`]: { resource: invitation },
  [`PUT ${partnershipPath}/pause`]: { resource: partnership },
  [`PUT ${partnershipPath}/resume`]: { resource: pausedPartnership },
  [`PUT ${partnershipPath}/dissolve`]: { resource: partnership },
  'PUT /api/v1/moderation/cases/{caseId}/assignee': {
    resource: moderationCase,
    bodies: () => Array.from({ length: 3 }, () => ({})),
  },
  ...Object.assign({}, ...['tribes', 'groups', 'teams'].map(rowsOfTribes)),
};

function rowsOfTribes(kind: string): Record<string, Row> {
  const path = `/api/v1/${kind}/{tribeId}`;

  return {
    [`PATCH ${path}`]: { resource: tribeOf(kind), bodies: cities('name') },
    [`DELETE ${path}`]: { resource: tribeOf(kind) },
    [`PUT ${path}/owner`]: {
      resource: () => joinedTribe(kind),
      bodies: () => Array.from({ length: 3 }, () => ({ user_id: alvin.id })),
    },
  };
}

test('every operation that reads If-Match has a row', async () => {
  const { body } = await tribe.client().get('/openapi.json');
  const operations = endpointsOf(body as OpenApi).flatMap(({ method, template, headerParams }) =>
    headerParams.includes('If-Match') ? [`${method} ${template}`] : [],
  );
  expect(Object.keys(rows).sort()).toEqual(operations.sort());
});

test.each(Object.keys(rows))(
  'of three simultaneous %s with one ETag, one is made',
  async (operation) => {
    const { resource, bodies = () => [undefined, undefined, undefined] } = rows[operation] as Row;
    const [method = '', template = ''] = operation.split(' ');
    const { path, by } = await resource();
    const { headers: read } = await by.get(path);
    const target = template.replace(/\{\w+\}/, path.split('/').at(-1) ?? '');
    const headers = { 'if-match': read.etag ?? '' };
    expect(headers['if-match']).not.toBe('');

    const answers = await Promise.all(
      bodies().map((body) => by.request(method, target, body, { headers })),
    );
    const [first, ...others] = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect([200, 204]).toContain(first);
    // A caller whose right has ended with the first write learns no version.
    for (const status of others) expect([403, 404, 412]).toContain(status);
    if (!template.endsWith('/owner') && method !== 'DELETE') expect(others).toEqual([412, 412]);
  },
);
