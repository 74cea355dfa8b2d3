import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { realtime } from '@tribe/realtime';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { io } from 'socket.io-client';
import { type LiveEvents, memoryStorage, TribeClient } from '..';
import { FaultyProxy } from '../faulty-proxy.test-support';

const hourMs = 3_600_000;

let tribe: Tribe;
let proxy: FaultyProxy;
let brian: Person;
const clients: TribeClient[] = [];

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, goals, realtime, gateway] });
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
  const client = new TribeClient({ url: proxy.url, storage, io });
  clients.push(client);
  return client;
}

async function loggedIn(): Promise<TribeClient> {
  const client = clientWith();
  const { email, password } = brian;
  await client.session.logIn({ email, password });
  return client;
}

/** Returns the payloads of an event, oldest first, as they arrive. */
function heard<Name extends keyof LiveEvents>(client: TribeClient, name: Name): LiveEvents[Name][] {
  const payloads: LiveEvents[Name][] = [];
  client.live.on(name, (payload) => payloads.push(payload));
  return payloads;
}

const newGoal = (client: TribeClient) =>
  client.post('/api/v1/goals', { body: { title: 'Trip', goal_type: 'individual' } });
const rename = (client: TribeClient, goalId: string, title: string) =>
  client.patch('/api/v1/goals/{goalId}', { path: { goalId }, body: { title } });

test('a goal that is followed sends its changes', async () => {
  const client = await loggedIn();
  const updates = heard(client, 'goal.update');
  const goal = await newGoal(client);
  await client.live.subscribe({ channel: 'goal', goal_id: goal.id });
  await rename(client, goal.id, 'Long trip');
  await eventually(() => expect(updates).toHaveLength(1));
  expect(updates[0]).toMatchObject({ goal_id: goal.id, update_type: 'updated' });
});

test('a goal that is no longer followed sends nothing', async () => {
  const client = await loggedIn();
  const updates = heard(client, 'goal.update');
  const [first, second] = [await newGoal(client), await newGoal(client)];
  const channel = { channel: 'goal', goal_id: first.id } as const;
  await client.live.subscribe(channel);
  await client.live.subscribe({ channel: 'goal', goal_id: second.id });
  await client.live.unsubscribe(channel);
  await rename(client, first.id, 'Unseen');
  await rename(client, second.id, 'Seen');
  await eventually(() => expect(updates).toHaveLength(1));
  expect(updates[0]?.goal_id).toBe(second.id);
});

test('a goal that the user may not see is refused with its code', async () => {
  const client = await loggedIn();
  const stranger = await tribe.person('stranger');
  const { body } = await stranger.post('/api/v1/goals', {
    title: 'Secret',
    goal_type: 'individual',
  });
  await expect(client.live.subscribe({ channel: 'goal', goal_id: body.id })).rejects.toMatchObject({
    code: 'GOAL_NOT_FOUND',
  });
});

test('a broken connection is opened again with its subscriptions, and the app is notified', async () => {
  const client = await loggedIn();
  const [updates, online, offline] = [
    heard(client, 'goal.update'),
    heard(client, 'online'),
    heard(client, 'offline'),
  ];
  const goal = await newGoal(client);
  await client.live.subscribe({ channel: 'goal', goal_id: goal.id });
  await eventually(() => expect(online).toEqual([{ isReconnect: false }]));
  proxy.goOffline();
  await eventually(() => expect(offline).toHaveLength(1));
  proxy.goOnline();
  await eventually(() => expect(online).toEqual([{ isReconnect: false }, { isReconnect: true }]));
  await rename(client, goal.id, 'After the tunnel');
  await eventually(() => expect(updates).toHaveLength(1));
});

test('a goal that was deleted during an interruption is reported as unsubscribed', async () => {
  const client = await loggedIn();
  const lost = heard(client, 'unsubscribed');
  const online = heard(client, 'online');
  const { id } = await newGoal(client);
  const channel = { channel: 'goal', goal_id: id } as const;
  await client.live.subscribe(channel);
  await eventually(() => expect(online).toHaveLength(1));
  proxy.goOffline();
  await brian.delete(`/api/v1/goals/${id}`);
  proxy.goOnline();
  await eventually(() => expect(lost).toEqual([{ channel, code: 'GOAL_NOT_FOUND' }]));
});

test('a restart of the server is survived', async () => {
  const client = await loggedIn();
  const online = heard(client, 'online');
  client.live.start();
  await eventually(() => expect(online).toHaveLength(1));
  await tribe.restart('realtime');
  await eventually(() => expect(online).toHaveLength(2));
});

test('a session that another device ends closes the connection and signs the user out', async () => {
  const client = await loggedIn();
  const reasons: string[] = [];
  client.session.on('signedOut', ({ reason }) => reasons.push(reason));
  const online = heard(client, 'online');
  client.live.start();
  await eventually(() => expect(online).toHaveLength(1));
  await (await loggedIn()).delete('/api/v1/auth/sessions');
  await eventually(() => expect(reasons).toEqual(['SESSION_REVOKED']));
});

test('a user who logs in later is connected without another start', async () => {
  const client = clientWith();
  const online = heard(client, 'online');
  client.live.start();
  const { email, password } = brian;
  await client.session.logIn({ email, password });
  await eventually(() => expect(online).toHaveLength(1));
});

test('a login during a connection that gets no answer connects at once', async () => {
  const client = await loggedIn();
  const online = heard(client, 'online');
  const { email, password } = brian;
  const { body: login } = await tribe.client().post('/api/v1/auth/login', { email, password });
  proxy.isSilent = true;
  client.live.start();
  await eventually(() => proxy.withheld > 0);
  await client.session.adopt(login);
  proxy.isSilent = false;
  await eventually(() => expect(online).toHaveLength(1));
});

test('a start without socket.io-client fails with the reason', () => {
  const client = new TribeClient({ url: proxy.url });
  expect(() => client.live.start()).toThrow('io');
});

test('an open connection gets a new token before the old one expires, and stays open', async () => {
  const client = await loggedIn();
  const [online, offline] = [heard(client, 'online'), heard(client, 'offline')];
  const token = (await client.session.accessToken()) ?? '';
  const goal = await newGoal(client);
  tribe.clock.advance(hourMs - 1_500);
  client.live.start();
  await eventually(() => expect(online).toHaveLength(1));
  // A socket that keeps the token is closed when it expires.
  const other = await tribe.socket(token);
  await other.closed();
  // The answer arrives after the end of the connection, if there was one.
  await client.live.subscribe({ channel: 'goal', goal_id: goal.id });
  expect(offline).toEqual([]);
  expect(await client.session.accessToken()).not.toBe(token);
});
