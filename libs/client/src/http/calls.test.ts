import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { startTribe, type Tribe } from '@tribe/testing';
import { entityTagOf, TribeClient, TribeError } from '..';
import { FaultyProxy } from '../faulty-proxy.test-support';

let tribe: Tribe;
let proxy: FaultyProxy;
let client: TribeClient;

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, goals, gateway] });
  proxy = await FaultyProxy.start(tribe.service('gateway').url);
  client = new TribeClient({ url: `${proxy.url}/` });
  const { email, password } = await tribe.person('brian');
  await client.session.logIn({ email, password });
});

afterAll(async () => {
  await proxy.stop();
  await tribe.stop();
});

const createGoal = (title: string) =>
  client.post('/api/v1/goals', { body: { title, goal_type: 'individual' } });

async function titles(): Promise<string[]> {
  const { goals: listed } = await client.get('/api/v1/goals', { query: { limit: 100 } });
  return listed.map(({ title }) => title);
}

const failureOf = async (call: Promise<unknown>): Promise<TribeError> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TribeError)) throw new Error(`No TribeError: ${String(error)}`);
  return error;
};

test('a call fills the path, the query and the body', async () => {
  const goal = await createGoal('Climb & sing');
  const same = await client.get('/api/v1/goals/{goalId}', { path: { goalId: goal.id } });
  expect(same).toMatchObject({ id: goal.id, title: 'Climb & sing' });
  const { pagination } = await client.get('/api/v1/goals', {
    query: { limit: 1, cursor: undefined },
  });
  expect(pagination.limit).toBe(1);
});

test('a call without a response body returns undefined', async () => {
  const { id } = await createGoal('Short-lived');
  expect(await client.delete('/api/v1/goals/{goalId}', { path: { goalId: id } })).toBeUndefined();
});

test('a problem becomes an error with its code, status and invalid fields', async () => {
  const error = await failureOf(
    client.post('/api/v1/goals', { body: { title: '', goal_type: 'individual' } }),
  );
  expect(error).toMatchObject({ code: 'VALIDATION_FAILED', status: 422 });
  expect(error.fields).toContainEqual(expect.objectContaining({ pointer: '/title' }));
  expect(error.requestId).toEqual(expect.any(String));
});

test('a POST whose response is lost is repeated and takes effect once', async () => {
  proxy.answersToLose = 2;
  const goal = await createGoal('Lost and found');
  expect(goal.title).toBe('Lost and found');
  expect((await titles()).filter((title) => title === 'Lost and found')).toHaveLength(1);
});

test('two calls with the same key have the effect of one', async () => {
  const options = {
    idempotencyKey: 'same-key',
    body: { title: 'Twice', goal_type: 'individual' },
  } as const;
  const [first, second] = [
    await client.post('/api/v1/goals', options),
    await client.post('/api/v1/goals', options),
  ];
  expect(second.id).toBe(first.id);
});

test('a PATCH whose response is lost is not repeated', async () => {
  const { id } = await createGoal('Once');
  proxy.answersToLose = 1;
  const change = { path: { goalId: id }, body: { title: 'Changed' } };
  expect((await failureOf(client.patch('/api/v1/goals/{goalId}', change))).code).toBe(
    'NETWORK_ERROR',
  );
  expect(await titles()).toContain('Changed');
});

test('a GET during an outage is answered when the service is back', async () => {
  await tribe.stopService('goals');
  const listed = titles();
  await tribe.startService('goals');
  expect(await listed).toContain('Twice');
});

test('an outage that lasts longer than the deadline fails with the problem', async () => {
  await tribe.stopService('goals');
  const error = await failureOf(client.get('/api/v1/goals', { deadlineMs: 500 }));
  await tribe.startService('goals');
  expect(error).toMatchObject({ status: 503, retryAfter: expect.any(Number) });
});

test('a call that gets no answer fails at its deadline', async () => {
  proxy.isSilent = true;
  const error = await failureOf(client.get('/api/v1/goals', { deadlineMs: 200 }));
  proxy.isSilent = false;
  expect(error.code).toBe('TIMEOUT');
});

test('an aborted call fails at once', async () => {
  const controller = new AbortController();
  proxy.isSilent = true;
  const call = failureOf(client.get('/api/v1/goals', { signal: controller.signal }));
  controller.abort();
  expect((await call).code).toBe('ABORTED');
  proxy.isSilent = false;
});

test('a change of a version that is no longer the newest is refused', async () => {
  const { id } = await createGoal('Versioned');
  const path = { goalId: id };
  const seen = await client.get('/api/v1/goals/{goalId}', { path });
  const change = (title: string) =>
    client.patch('/api/v1/goals/{goalId}', { path, body: { title }, ifMatch: entityTagOf(seen) });
  await change('First');
  expect((await failureOf(change('Second'))).code).toBe('PRECONDITION_FAILED');
});

test('a call of a stranger is refused by the server', async () => {
  const stranger = new TribeClient({ url: proxy.url });
  expect((await failureOf(stranger.get('/api/v1/goals'))).code).toBe('AUTHENTICATION_REQUIRED');
});
