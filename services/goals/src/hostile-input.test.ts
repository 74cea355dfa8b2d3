import { GoalsWorld } from './goals-world.test-support';

let world: GoalsWorld;
let goalPath: string;
beforeAll(async () => {
  world = await GoalsWorld.start();
  const goal = await world.trip();
  goalPath = `/api/v1/goals/${goal.id}`;
});
afterAll(() => world.stop());

const sql = "'; DROP TABLE goals; --";
const goal = { title: 'Trip', goal_type: 'individual' };

const wrongAmounts = [
  0,
  -1,
  -0.01,
  0.001,
  1.005,
  0.1 + 0.2,
  1e-7,
  1e10,
  9999999999.991,
  1e21,
  Number.MAX_VALUE,
  '5',
  '',
  true,
  [],
  {},
  [5],
];
const wrongTexts = [5, true, [], {}, 'nul \0 byte', 'half \ud800 pair'];
const wrongIds = [
  '',
  'x',
  5,
  null,
  {},
  sql,
  '00000000-0000-0000-0000-00000000000g',
  '../../etc/passwd',
];
const wrongDates = [
  '',
  'tomorrow',
  '2026-13-01',
  '2027-02-29',
  '2027-1-1',
  '2027-01-01T00:00:00Z',
  '+010000-01-01',
  '0000-01-01',
  20270101,
  true,
  [],
  '1999-01-01',
];

const wrongFields: [field: string, values: unknown[]][] = [
  ['title', [...wrongTexts, '', '   ', 'x'.repeat(256), null]],
  ['description', [...wrongTexts, 'x'.repeat(5001)]],
  ['category', [...wrongTexts, '', 'x'.repeat(51)]],
  ['goal_type', ['', 'both', 'GROUP', null, 5, []]],
  ['target_type', ['', 'money', null, 5, {}]],
  ['target_amount', wrongAmounts],
  ['target_currency', ['', 'US', 'usd', 'USDD', 'U$D', null, 5, '﷼﷼﷼']],
  ['target_date', wrongDates],
  ['start_date', wrongDates.filter((date) => date !== '1999-01-01')],
  ['priority', ['', 'urgent', 'HIGH', null, 5]],
  ['auto_complete', ['true', 1, null, []]],
  ['milestones', [[]]],
  ['progress_value', [1]],
  ['is_public', ['true', 1, null, []]],
  [
    'image_url',
    [
      '',
      'x',
      'javascript:alert(1)',
      'ftp://example.com/x',
      'http://example.com/x',
      'https://user:pw@example.com/x',
      'https:///x',
      'https://127.0.0.1/x',
      'https://localhost/x',
      '//example.com',
      'https://',
      `https://e.com/${'x'.repeat(2048)}`,
      5,
    ],
  ],
  ['status', ['', 'done', 'ACTIVE', null, 5, []]],
  ['id', ['0199a000-0000-7000-8000-000000000000']],
  ['creator_id', ['0199a000-0000-7000-8000-000000000000']],
  ['current_amount', [1000000]],
  ['progress_percentage', [100]],
  ['version', [7]],
  ['completed_at', ['2026-01-01T00:00:00Z']],
  ['participants', [[]]],
];
const wrongWholes = [undefined, null, [], 'text', 5, true, [goal]];

const createBodies = [
  ...wrongWholes,
  {},
  { title: 'Trip' },
  { goal_type: 'group' },
  ...wrongFields.flatMap(([field, values]) => values.map((value) => ({ ...goal, [field]: value }))),
  ...['completed', 'paused', 'archived'].map((status) => ({ ...goal, status })),
  ...[
    '',
    5,
    {},
    [5],
    [null],
    [[]],
    [''],
    [sql],
    Array(101).fill('0199a000-0000-7000-8000-000000000000'),
  ].map((participant_ids) => ({
    ...goal,
    goal_type: 'group',
    participant_ids,
  })),
  { ...goal, target_type: 'amount' },
  { ...goal, target_type: 'date' },
];
const updateBodies = [
  ...wrongWholes,
  ...wrongFields.flatMap(([field, values]) => values.map((value) => ({ [field]: value }))),
  { is_archived: 'yes' },
  { is_archived: null },
  { participant_ids: [] },
];
const participantBodies = [
  ...wrongWholes,
  {},
  ...wrongIds.map((user_id) => ({ user_id })),
  ...['creator', 'owner', 'admin', '', null, 5].map((role) => ({
    user_id: '0199a000-0000-7000-8000-000000000000',
    role,
  })),
  { user_id: '0199a000-0000-7000-8000-000000000000', contribution_amount: 5 },
];
const contributionBodies = [
  ...wrongWholes,
  {},
  ...[...wrongAmounts, null].map((amount) => ({ amount })),
  ...['milestone', 'checkin'].flatMap((contribution_type) =>
    [0, -1, 0.001].map((amount) => ({ amount, contribution_type })),
  ),
  ...[...wrongTexts, 'x'.repeat(501)].map((note) => ({ amount: 1, note })),
  ...['', 'gift', null, 5].map((contribution_type) => ({ amount: 1, contribution_type })),
  { amount: 1, user_id: '0199a000-0000-7000-8000-000000000000' },
  { amount: 1, created_at: '2020-01-01T00:00:00Z' },
];
const milestoneBodies = [
  ...wrongWholes,
  {},
  { target_value: 5 },
  ...[...wrongTexts, '', ' ', 'x'.repeat(256), null].map((title) => ({ title })),
  ...wrongAmounts.map((target_value) => ({ title: 'Half', target_value })),
  ...[-1, 51, 1.5, '0', null, [], true].map((order_index) => ({ title: 'Half', order_index })),
  { title: 'Half', achieved: true },
  { title: 'Half', achieved_at: '2026-01-01T00:00:00Z' },
];
const correctionBodies = [
  ...wrongWholes,
  {},
  { amount: 1 },
  ...wrongAmounts.map((amount) => ({ amount, reason: 'Twice' })),
  ...[...wrongTexts, '', 'x'.repeat(501), null].map((reason) => ({ reason })),
  { reason: 'Twice', user_id: '0199a000-0000-7000-8000-000000000000' },
];
const wrongQueries = [
  'limit=0',
  'limit=101',
  'limit=-1',
  'limit=1.5',
  'limit=x',
  'limit=1&limit=2',
  'limit=1e9',
  'page=0',
  'page=1001',
  'page=-1',
  'page=x',
  'page=99999999999999999999',
  'cursor=',
  'cursor=x',
  'cursor=%00',
  `cursor=${'a'.repeat(54)}`,
  `cursor=${'a'.repeat(201)}`,
  'unknown=1',
];
const wrongGoalQueries = [
  ...wrongQueries,
  'status=done',
  'status=',
  'type=both',
  `category=${'x'.repeat(51)}`,
  'category=%00',
  'status[]=active',
];

interface Answer {
  status: number;
  body: { code?: string; status?: number };
  headers: Readonly<Record<string, string>>;
}

/** Sends each input and returns those that were not refused with a problem and a code. */
async function notRefused<Input>(
  inputs: Input[],
  send: (input: Input) => Promise<Answer>,
): Promise<string[]> {
  const before = await world.written();
  const wrong: string[] = [];
  for (const input of inputs) {
    const { status, body, headers } = await send(input);
    const isProblem =
      headers['content-type']?.startsWith('application/problem+json') &&
      body.status === status &&
      Boolean(body.code);
    const isRefusal = status >= 400 && status < 500 && ![401, 403].includes(status);
    if (!isProblem || !isRefusal)
      wrong.push(`${JSON.stringify(input)?.slice(0, 100)} -> ${status} ${JSON.stringify(body)}`);
  }
  expect(await world.written()).toBe(before);
  return wrong;
}

describe('refuses invalid input with a code and writes nothing', () => {
  test('POST /goals', async () => {
    expect(
      await notRefused(createBodies, (body) => world.brian.post('/api/v1/goals', body)),
    ).toEqual([]);
  });

  test.each(['put', 'patch'] as const)('%s /goals/:id', async (method) => {
    expect(await notRefused(updateBodies, (body) => world.brian[method](goalPath, body))).toEqual(
      [],
    );
  });

  test('POST /goals/:id/participants', async () => {
    expect(
      await notRefused(participantBodies, (body) =>
        world.brian.post(`${goalPath}/participants`, body),
      ),
    ).toEqual([]);
  });

  test('POST /goals/:id/contributions', async () => {
    expect(
      await notRefused(contributionBodies, (body) =>
        world.brian.post(`${goalPath}/contributions`, body),
      ),
    ).toEqual([]);
  });

  test('POST /goals/:id/milestones', async () => {
    const path = `${goalPath}/milestones`;
    expect(await notRefused(milestoneBodies, (body) => world.brian.post(path, body))).toEqual([]);
  });

  test('POST /goals/:id/contributions/:contributionId/corrections', async () => {
    const { body: given } = await world.brian.post(`${goalPath}/contributions`, { amount: 5 });
    const path = `${goalPath}/contributions/${given.id}/corrections`;
    expect(await notRefused(correctionBodies, (body) => world.brian.post(path, body))).toEqual([]);
  });

  test('GET /goals', async () => {
    expect(
      await notRefused(wrongGoalQueries, (query) => world.brian.get(`/api/v1/goals?${query}`)),
    ).toEqual([]);
  });

  test('GET /search/goals', async () => {
    const queries = [...wrongQueries.map((query) => `q=x&${query}`), '', 'q=', 'q=%00', 'q=a&q=b'];
    queries.push(`q=${'x'.repeat(101)}`);
    expect(
      await notRefused(queries, (query) => world.brian.get(`/api/v1/search/goals?${query}`)),
    ).toEqual([]);
  });

  test('GET /goals/feed', async () => {
    expect(
      await notRefused(wrongQueries, (query) => world.brian.get(`/api/v1/goals/feed?${query}`)),
    ).toEqual([]);
  });

  test('GET /goals/:id/contributions', async () => {
    expect(
      await notRefused(wrongQueries, (query) =>
        world.brian.get(`${goalPath}/contributions?${query}`),
      ),
    ).toEqual([]);
  });

  test('ids in the path', async () => {
    const ids = [
      'x',
      '5',
      '%00',
      '%2e%2e',
      encodeURIComponent(sql),
      'x'.repeat(500),
      '0199a000-0000-7000-8000-000000000000',
    ];
    const requests = ids.flatMap((id) => [
      ['GET', `/api/v1/goals/${id}`],
      ['PATCH', `/api/v1/goals/${id}`, { title: 'x' }],
      ['DELETE', `/api/v1/goals/${id}`],
      ['POST', `/api/v1/goals/${id}/complete`],
      ['POST', `/api/v1/goals/${id}/contributions`, { amount: 1 }],
      ['GET', `/api/v1/goals/${id}/contributions`],
      ['DELETE', `${goalPath}/participants/${id}`],
    ]);
    const send = ([method, path, body]: unknown[]) =>
      world.brian.request(String(method), String(path), body);
    expect(await notRefused(requests, send)).toEqual([]);
  });

  test('bodies that are not JSON, too large, too deep or of another type', async () => {
    const bodies: [body: string | Uint8Array, type: string][] = [
      ['{', 'application/json'],
      ['{"title":"x","goal_type":"individual",}', 'application/json'],
      ['{"title":"x","goal_type":"individual","target_amount":NaN}', 'application/json'],
      ['{"title":"x","goal_type":"individual","target_amount":1e999}', 'application/json'],
      ['{"title":"x","goal_type":"individual","__proto__":{"is_public":true}}', 'application/json'],
      [
        `{"title":"x","goal_type":"individual","description":${'['.repeat(5000)}${']'.repeat(5000)}}`,
        'application/json',
      ],
      [JSON.stringify({ ...goal, description: 'x'.repeat(1_000_000) }), 'application/json'],
      [new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 'application/json'],
      ['title=x&goal_type=individual', 'application/x-www-form-urlencoded'],
      ['<goal/>', 'application/xml'],
    ];
    const send = ([body, type]: (typeof bodies)[number]) =>
      world.brian.request('POST', '/api/v1/goals', body, { headers: { 'content-type': type } });
    expect(await notRefused(bodies, send)).toEqual([]);
  });
});

test('stores text that looks like an attack unchanged', async () => {
  for (const title of [sql, '<script>alert(1)</script>', '%s %n ${7*7} {{7*7}}', '👩‍👩‍👧‍👦'.repeat(20)]) {
    const { id } = await world.newGoal(world.brian, {
      title,
      category: title.slice(0, 20),
      description: title,
    });
    expect((await world.brian.get(`/api/v1/goals/${id}`)).body).toMatchObject({
      title,
      description: title,
    });
    const found = await world.brian.get(
      `/api/v1/goals?category=${encodeURIComponent(title.slice(0, 20))}`,
    );
    expect(found.body.goals[0].id).toBe(id);
  }
});

test.each(['ab\u202Edc', 'bell\u0007', 'two\nlines', '\u3164', '\u2800'])(
  'refuses the title %j',
  async (title) => {
    const body = { title, goal_type: 'individual', target_type: 'boolean' };
    const answer = await world.brian.post('/api/v1/goals', body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/title']);
  },
);
