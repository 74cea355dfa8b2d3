import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { memoryStorage, TribeClient } from '..';
import { FaultyProxy } from '../faulty-proxy.test-support';
import { isExpired } from './queue.rules';

let tribe: Tribe;
let proxy: FaultyProxy;
let brian: Person;
const clients: TribeClient[] = [];

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, goals, gateway] });
  proxy = await FaultyProxy.start(tribe.service('gateway').url);
  brian = await tribe.person('brian');
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  proxy.goOnline();
});

afterAll(async () => {
  await proxy.stop();
  await tribe.stop();
});

function clientWith(storage = memoryStorage()): TribeClient {
  const client = new TribeClient({
    url: proxy.url,
    storage,
    deadlineMs: 5_000,
    maxQueuedWrites: 3,
  });
  clients.push(client);
  return client;
}

async function loggedIn(storage = memoryStorage()): Promise<TribeClient> {
  const client = clientWith(storage);
  const { email, password } = brian;
  await client.session.logIn({ email, password });
  return client;
}

const queueGoal = (client: TribeClient, title: string) =>
  client.queue.post('/api/v1/goals', { body: { title, goal_type: 'individual' } });

/** The titles that start with the prefix, oldest first. */
async function titles(prefix: string): Promise<string[]> {
  const { body } = await brian.get('/api/v1/goals?limit=100');
  const all = (body.goals as { title: string }[]).map(({ title }) => title);
  return all.filter((title) => title.startsWith(prefix)).reverse();
}

const emptied = (client: TribeClient) =>
  eventually(async () => expect(await client.queue.size()).toBe(0));

test('writes without a connection are sent in order when it is back, each once', async () => {
  const client = await loggedIn();
  const sent: string[] = [];
  client.queue.on('sent', ({ id }) => sent.push(id));
  proxy.goOffline();
  const ids = [
    await queueGoal(client, 'offline 1'),
    await queueGoal(client, 'offline 2'),
    await queueGoal(client, 'offline 3'),
  ];
  await client.queue.flush();
  expect(await client.queue.size()).toBe(3);
  proxy.goOnline();
  await client.queue.flush();
  expect(sent).toEqual(ids);
  expect(await titles('offline')).toEqual(['offline 1', 'offline 2', 'offline 3']);
});

test('the queue tries again by itself', async () => {
  const client = await loggedIn();
  proxy.goOffline();
  await queueGoal(client, 'by itself');
  await client.queue.flush();
  proxy.goOnline();
  await emptied(client);
  expect(await titles('by itself')).toHaveLength(1);
});

test('a write whose responses are lost is sent once, also by a later run of the app', async () => {
  const storage = memoryStorage();
  const client = await loggedIn(storage);
  proxy.answersToLose = 4;
  await queueGoal(client, 'lost');
  await client.queue.flush();
  client.close();
  proxy.answersToLose = 0;
  expect(await titles('lost')).toHaveLength(1);
  const later = clientWith(storage);
  await later.queue.flush();
  expect(await later.queue.size()).toBe(0);
  expect(await titles('lost')).toHaveLength(1);
});

test('a write that the server refuses is given up with an event, and the next is sent', async () => {
  const client = await loggedIn();
  const codes: string[] = [];
  client.queue.on('failed', ({ error }) => codes.push(error.code));
  proxy.goOffline();
  await queueGoal(client, '');
  await queueGoal(client, 'after a refusal');
  proxy.goOnline();
  await emptied(client);
  expect(codes).toEqual(['VALIDATION_FAILED']);
  expect(await titles('after a refusal')).toHaveLength(1);
});

test('a full queue refuses a write', async () => {
  const client = await loggedIn();
  proxy.goOffline();
  for (const title of ['full 1', 'full 2', 'full 3']) await queueGoal(client, title);
  await expect(queueGoal(client, 'full 4')).rejects.toMatchObject({ code: 'QUEUE_FULL' });
});

test('writes stay when the server ends the session, and are sent after the next login', async () => {
  const client = await loggedIn();
  const { email, password } = brian;
  await client.post('/api/v1/auth/logout');
  await tribe.settled();
  await queueGoal(client, 'next login');
  await client.queue.flush();
  expect(await client.session.userId()).toBeUndefined();
  expect(await client.queue.size()).toBe(1);
  await client.session.logIn({ email, password });
  await emptied(client);
  expect(await titles('next login')).toHaveLength(1);
});

test('writes of a user are not sent by another user', async () => {
  const storage = memoryStorage();
  const client = await loggedIn(storage);
  const codes: string[] = [];
  client.queue.on('failed', ({ error }) => codes.push(error.code));
  await client.post('/api/v1/auth/logout');
  await tribe.settled();
  await queueGoal(client, 'not mine');
  await client.queue.flush();
  const { email, password } = await tribe.person('clarie');
  await client.session.logIn({ email, password });
  await emptied(client);
  expect(codes).toEqual(['SIGNED_OUT']);
});

test('a log-out gives the writes up', async () => {
  const client = await loggedIn();
  proxy.goOffline();
  await queueGoal(client, 'given up');
  await expect(client.session.logOut()).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  await emptied(client);
});

test('a write is expired before the server forgets its key', () => {
  const write = { id: 'k', path: '/api/v1/goals', inputs: {}, userId: 'u' } as const;
  const hourMs = 3_600_000;
  expect(isExpired(write, 1e12)).toBe(false);
  expect(isExpired({ ...write, firstTriedAt: 0 }, 22 * hourMs)).toBe(false);
  expect(isExpired({ ...write, firstTriedAt: 0 }, 24 * hourMs)).toBe(true);
  const checkIn = { ...write, inputs: { body: { client_id: 'phone-1' } }, firstTriedAt: 0 };
  expect(isExpired(checkIn, 24 * hourMs)).toBe(false);
});
