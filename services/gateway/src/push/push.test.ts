import { randomUUID } from 'node:crypto';
import { type ApiClient, eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { sendJson, sendProblem, TestUpstream } from '../test-upstream.test-support';

const path = '/api/v1/sync/push';
const deadlineMs = 2_000;

let upstream: TestUpstream;
let tribe: Tribe;
let brian: ApiClient;
let token: string;

beforeAll(async () => {
  upstream = await TestUpstream.start();
  const env = {
    ...upstream.environment,
    COMPOSED_TIMEOUT_MS: String(deadlineMs),
    PUSH_TIMEOUT_MS: '18000',
  };
  tribe = await startTribe({ services: [gateway], schemas: [], env });
  token = tribe.tokens.sign({ user_id: randomUUID(), username: 'brian' });
  brian = tribe.client({ token });
});
afterAll(async () => {
  await tribe.stop();
  await upstream.stop();
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer = (request, response) => sendJson(response, 201, JSON.parse(request.body));
});

const target_id = randomUUID();
const send = (number: number) => ({
  id: `op-${number}`,
  type: 'message.send',
  target_id,
  body: { content: `Line ${number}` },
});
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test('operations are executed in order with their ids as keys, and answered one by one', async () => {
  const operations = [
    send(1),
    { id: 'op-2', type: 'conversation.read', target_id, body: {} },
    { id: 'op-3', type: 'goal.contribute', target_id, body: { amount: 5 } },
    { id: 'op-4', type: 'system.check_in', target_id, body: { client_id: 'c' } },
    { id: 'op-5', type: 'reflection.create', body: { text: 'Good' } },
  ];
  const { status, body } = await brian.post(path, { operations });

  expect([status, body.is_complete, body.retry_after]).toEqual([200, true, null]);
  expect(body.results).toEqual(
    operations.map(({ id, body: fields }) => ({ id, status: 201, body: fields, problem: null })),
  );
  expect(upstream.seen.map(({ url, headers }) => [url, headers['idempotency-key']])).toEqual([
    [`/api/v1/conversations/${target_id}/messages`, 'op-1'],
    [`/api/v1/conversations/${target_id}/read`, 'op-2'],
    [`/api/v1/goals/${target_id}/contributions`, 'op-3'],
    [`/api/v1/systems/${target_id}/checkins`, 'op-4'],
    ['/api/v1/reflections', 'op-5'],
  ]);
  for (const { headers } of upstream.seen) expect(headers.authorization).toBe(`Bearer ${token}`);
});

test('a refused operation gets its problem, and the next ones are executed', async () => {
  upstream.answer = ({ headers }, response) => {
    if (headers['idempotency-key'] === 'op-2') sendProblem(response, 404, 'GOAL_NOT_FOUND');
    else sendJson(response, 201, { done: true });
  };
  const { body } = await brian.post(path, { operations: [send(1), send(2), send(3)] });
  expect(body.is_complete).toBe(true);
  expect(body.results).toMatchObject([
    { status: 201, problem: null },
    { status: 404, body: null, problem: { code: 'GOAL_NOT_FOUND' } },
    { status: 201, problem: null },
  ]);
});

test.each([
  [503, 'SERVICE_UNAVAILABLE'],
  [429, 'RATE_LIMITED'],
  [409, 'IDEMPOTENCY_KEY_IN_FLIGHT'],
])('an operation that gets %i %s ends the push before later ones', async (status, code) => {
  upstream.answer = ({ headers }, response) => {
    if (headers['idempotency-key'] === 'op-2') sendProblem(response, status, code);
    else sendJson(response, 201, {});
  };
  const { body } = await brian.post(path, { operations: [send(1), send(2), send(3)] });
  expect(body).toMatchObject({ results: [{ id: 'op-1' }], is_complete: false });
  expect(body.retry_after).toBeGreaterThan(0);
  expect(upstream.seen).toHaveLength(2);
});

test('an operation without an answer in time ends the push', async () => {
  upstream.answer = ({ headers }, response) => {
    if (headers['idempotency-key'] !== 'op-2') sendJson(response, 201, {});
  };
  const { status, body } = await brian.post(path, { operations: [send(1), send(2), send(3)] });
  expect([status, body.results.length, body.is_complete]).toEqual([200, 1, false]);
});

test('a second push of the user waits until the first has ended', async () => {
  let answerFirst: (() => void) | undefined;
  upstream.answer = (_request, response) => {
    answerFirst = () => sendJson(response, 201, {});
  };
  const first = brian.post(path, { operations: [send(1)] });
  await eventually(() => upstream.seen.length === 1);
  const second = await brian.post(path, { operations: [send(2)] });
  expect([second.status, second.body.code]).toEqual([409, 'PUSH_IN_PROGRESS']);
  answerFirst?.();
  expect((await first).body.is_complete).toBe(true);
});

test.each([
  ['no operations', []],
  ['more than 500 operations', numbers(501).map(send)],
  ['an unknown type', [{ ...send(1), type: 'account.delete' }]],
  ['no target', [{ id: 'x', type: 'message.send', body: {} }]],
  ['a target that is no id', [{ ...send(1), target_id: '../admin' }]],
  ['an id with a line break', [{ ...send(1), id: 'a\nb' }]],
])('%s are refused before anything is executed', async (_name, operations) => {
  const { status } = await brian.post(path, { operations });
  expect([status, upstream.seen.length]).toEqual([422, 0]);
});

test('500 operations are executed', async () => {
  const { body } = await brian.post(path, { operations: numbers(500).map(send) });
  expect([body.results.length, body.is_complete]).toEqual([500, true]);
});
