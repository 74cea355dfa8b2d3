import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type ApiClient, startTribe, tokenFlaws, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { sendJson, sendProblem, TestUpstream } from '../test-upstream.test-support';

const path = '/api/v1/settings';
const deadlineMs = 2_000;

let upstream: TestUpstream;
let tribe: Tribe;
let brian: ApiClient;
let token: string;
const userId = randomUUID();

beforeAll(async () => {
  upstream = await TestUpstream.start();
  const env = { ...upstream.environment, COMPOSED_TIMEOUT_MS: String(deadlineMs) };
  tribe = await startTribe({ services: [gateway], schemas: [], env });
  token = tribe.tokens.sign({ user_id: userId, username: 'brian' });
  brian = tribe.client({ token });
});
afterAll(async () => {
  await tribe.stop();
  await upstream.stop();
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer = (request, response) => sendJson(response, 200, answerOf(request.url));
});

const nameOf = (url: string) =>
  url.split('/').at(-1)?.replace('preferences', 'notifications') ?? '';
const answerOf = (url: string) => ({ from: nameOf(url), updated_at: '2026-01-01T00:00:00.000Z' });
const whole = {
  user_id: userId,
  privacy: { from: 'privacy' },
  appearance: { from: 'appearance' },
  locale: { from: 'locale' },
  notifications: { from: 'notifications' },
  unavailable: [],
};

/** Makes one section respond with `answer`, and the others as usual. */
function breakSection(name: string, answer: (response: ServerResponse) => void) {
  upstream.answer = (request, response) => {
    if (nameOf(request.url) === name) answer(response);
    else sendJson(response, 200, answerOf(request.url));
  };
}

test('all sections are read in parallel, with the token of the caller', async () => {
  const waiting: ServerResponse[] = [];
  upstream.answer = (_request, response) => {
    waiting.push(response);
    // No request is answered before all have arrived.
    if (waiting.length < 4) return;
    upstream.seen.forEach(({ url }, index) =>
      sendJson(waiting[index] as ServerResponse, 200, answerOf(url)),
    );
  };
  const { status, body } = await brian.get(path, {
    headers: { 'x-user-id': 'root', 'x-forwarded-for': '1.2.3.4' },
  });
  expect([status, body]).toEqual([200, whole]);
  expect(upstream.seen.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual([
    'GET /api/v1/notifications/preferences',
    'GET /api/v1/settings/appearance',
    'GET /api/v1/settings/locale',
    'GET /api/v1/settings/privacy',
  ]);
  for (const { headers } of upstream.seen) {
    expect(headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'x-forwarded-for': '127.0.0.1',
    });
    expect(headers).not.toHaveProperty('x-user-id');
  }
});

test.each<[string, (response: ServerResponse) => void]>([
  ['is too slow', () => undefined],
  ['closes the connection', (response) => response.socket?.resetAndDestroy()],
  ['fails', (response) => sendProblem(response, 500, 'INTERNAL_ERROR')],
  ['returns malformed JSON', (response) => response.writeHead(200).end('<html>')],
])(
  'a section whose owner %s is null and listed as unavailable, and the others are returned in time',
  async (_what, answer) => {
    breakSection('notifications', answer);
    const { status, body } = await brian.get(path);
    expect([status, body]).toEqual([
      200,
      { ...whole, notifications: null, unavailable: ['notifications'] },
    ]);
  },
);

test('returns 503 when no section can be read', async () => {
  upstream.answer = (_request, response) => response.socket?.resetAndDestroy();
  const { status, body, headers } = await brian.get(path);
  expect([status, body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
});

test('returns the refusal of an owner instead of a part of the settings', async () => {
  breakSection('privacy', (response) => sendProblem(response, 401, 'ACCOUNT_INACTIVE'));
  expect(await brian.get(path)).toMatchObject({ status: 401, body: { code: 'ACCOUNT_INACTIVE' } });
});

test('an update changes and returns only the given sections', async () => {
  const { status, body } = await brian.put(path, { privacy: { a: 1 }, notifications: { b: [2] } });
  expect([status, body]).toEqual([
    200,
    {
      user_id: userId,
      privacy: { from: 'privacy', updated_at: expect.any(String) },
      notifications: { from: 'notifications', updated_at: expect.any(String) },
    },
  ]);
  expect(
    upstream.seen.map(({ method, url, body: sent }) => [method, nameOf(url), JSON.parse(sent)]),
  ).toEqual(
    expect.arrayContaining([
      ['PUT', 'privacy', { a: 1 }],
      ['PUT', 'notifications', { b: [2] }],
    ]),
  );
  expect(upstream.seen).toHaveLength(2);
});

test('a refused update has pointers from the root, and lists the saved and unsaved sections', async () => {
  const errors = [{ pointer: '/theme_mode', message: 'is none' }];
  breakSection('appearance', (response) =>
    sendProblem(response, 422, 'VALIDATION_FAILED', { errors }),
  );
  const { status, body } = await brian.put(path, {
    privacy: {},
    appearance: { theme_mode: 'neon' },
  });
  expect(status).toBe(422);
  expect(body).toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '/appearance/theme_mode', message: 'is none' }],
    saved: ['privacy'],
    not_saved: ['appearance'],
  });
});

test('an update with an unavailable owner saves the other sections, and lists the saved and unsaved sections', async () => {
  breakSection('notifications', (response) => response.socket?.resetAndDestroy());
  const { status, body, headers } = await brian.put(path, {
    privacy: { a: 1 },
    notifications: { b: 2 },
  });
  expect(status).toBe(503);
  expect(body).toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    saved: ['privacy'],
    not_saved: ['notifications'],
  });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
});

test.each<[string, unknown]>([
  ['nothing', {}],
  ['a list', []],
  ['an unknown section', { billing: {} }],
  ['a section that is a string', { privacy: 'everyone' }],
  ['a section that is null', { privacy: null }],
  ['a poisoned key', '{"privacy":{"__proto__":{"admin":true}}}'],
  ['broken JSON', '{"privacy":'],
])('%s is refused without calling an owner', async (_what, body) => {
  const answer = await brian.put(path, body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body.code).toEqual(expect.any(String));
  expect(upstream.seen).toEqual([]);
});

test('a request without a valid token is refused without calling an owner', async () => {
  const tokens = [
    undefined,
    ...tokenFlaws.map((flaw) => tribe.tokens.sign({ user_id: userId }, flaw)),
  ];
  for (const bad of tokens) {
    const client = tribe.client(bad === undefined ? {} : { token: bad });
    for (const method of ['GET', 'HEAD', 'PUT'])
      expect(
        (await client.request(method, path, method === 'PUT' ? { privacy: {} } : undefined)).status,
      ).toBe(401);
  }
  expect(upstream.seen).toEqual([]);
});

test('the composed endpoints are in the OpenAPI document', async () => {
  const { paths } = (await tribe.client().get('/openapi.json')).body;
  expect(Object.keys(paths[path])).toEqual(expect.arrayContaining(['get', 'put']));
  expect(paths[path].get).toMatchObject({ security: [{ accessToken: [] }], tags: ['Settings'] });
});
