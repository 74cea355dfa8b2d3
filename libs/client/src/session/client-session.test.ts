import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { memoryStorage, type TextStorage, TribeClient, TribeError } from '..';
import { FaultyProxy } from '../faulty-proxy.test-support';

const refreshPath = '/api/v1/auth/refresh';

let tribe: Tribe;
let proxy: FaultyProxy;
let brian: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, gateway] });
  proxy = await FaultyProxy.start(tribe.service('gateway').url);
  brian = await tribe.person('brian');
});

afterAll(async () => {
  await proxy.stop();
  await tribe.stop();
});

interface Device {
  readonly client: TribeClient;
  /** The paths of all requests. */
  readonly requests: string[];
  /** The reasons of `signedOut`. */
  readonly endings: string[];
}

function deviceWith(storage: TextStorage): Device {
  const requests: string[] = [];
  const endings: string[] = [];
  const recordingFetch: typeof fetch = (input, init) => {
    requests.push(new URL(input as string).pathname);
    return fetch(input, init);
  };
  const client = new TribeClient({ url: proxy.url, storage, fetch: recordingFetch });
  client.session.on('signedOut', ({ reason }) => endings.push(reason));
  return { client, requests, endings };
}

async function loggedIn(storage = memoryStorage()): Promise<Device> {
  const device = deviceWith(storage);
  const { email, password } = brian;
  await device.client.session.logIn({ email, password });
  return device;
}

async function changeStored(storage: TextStorage, changes: object): Promise<void> {
  const text = (await storage.getItem('tribe.session')) ?? '';
  await storage.setItem('tribe.session', JSON.stringify({ ...JSON.parse(text), ...changes }));
}

/** Makes the token in the storage expire by the clock of the device. */
const expireOnDevice = (storage: TextStorage) => changeStored(storage, { expiresAt: 0 });

const me = ({ client }: Device) => client.get('/api/v1/auth/me');
const refreshes = ({ requests }: Device) => requests.filter((path) => path === refreshPath).length;
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof TribeError ? error.code : String(error)),
  );

test('registering logs the user in', async () => {
  const { client } = deviceWith(memoryStorage());
  const user = await client.session.register({
    email: 'new@tribe.example',
    username: 'newcomer',
    full_name: 'New Comer',
    password: 'four-quiet-words-here',
    confirm_password: 'four-quiet-words-here',
  });
  expect(await client.session.userId()).toBe(user.id);
  expect(await client.get('/api/v1/auth/me')).toMatchObject({ username: 'newcomer' });
});

test('another run of the app with the same storage is still logged in', async () => {
  const storage = memoryStorage();
  await loggedIn(storage);
  expect(await me(deviceWith(storage))).toMatchObject({ id: brian.id });
});

test('a damaged storage counts as logged out', async () => {
  const storage = memoryStorage();
  await storage.setItem('tribe.session', '{"acc');
  expect(await codeOf(me(deviceWith(storage)))).toBe('AUTHENTICATION_REQUIRED');
});

test('a token that is about to expire is refreshed once for all concurrent calls', async () => {
  const storage = memoryStorage();
  await loggedIn(storage);
  await expireOnDevice(storage);
  const device = deviceWith(storage);
  await Promise.all(Array.from({ length: 10 }, () => me(device)));
  expect(device.requests.at(0)).toBe(refreshPath);
  expect(refreshes(device)).toBe(1);
});

test('a token that the server calls expired is refreshed once, and the calls are repeated', async () => {
  const storage = memoryStorage();
  await loggedIn(storage);
  const accessToken = tribe.tokens.sign({ user_id: brian.id }, 'expired');
  await changeStored(storage, { accessToken });
  const device = deviceWith(storage);
  const answers = await Promise.all(Array.from({ length: 10 }, () => me(device)));
  expect(answers.every(({ id }) => id === brian.id)).toBe(true);
  expect(refreshes(device)).toBe(1);
});

test('a refresh whose response is lost is repeated with the same token and keeps the session', async () => {
  const storage = memoryStorage();
  await loggedIn(storage);
  await expireOnDevice(storage);
  const device = deviceWith(storage);
  proxy.answersToLose = 1;
  expect(await me(device)).toMatchObject({ id: brian.id });
  expect(refreshes(device)).toBe(2);
  expect(device.endings).toEqual([]);
});

test('a refresh whose response was lost keeps the session also in a later run of the app', async () => {
  const storage = memoryStorage();
  await loggedIn(storage);
  await expireOnDevice(storage);
  proxy.answersToLose = 1;
  const before = new TribeClient({ url: proxy.url, storage, deadlineMs: 100 });
  expect(await codeOf(before.get('/api/v1/auth/me'))).toMatch(/NETWORK_ERROR|TIMEOUT/);
  // Longer than the server accepts a replaced token without the key.
  tribe.clock.advance(120_000);
  const device = deviceWith(storage);
  expect(await me(device)).toMatchObject({ id: brian.id });
  expect(device.endings).toEqual([]);
});

test('without a connection, a token that is about to expire stays in use', async () => {
  const storage = memoryStorage();
  await loggedIn(storage);
  await changeStored(storage, { expiresAt: Date.now() + 20_000 });
  const client = new TribeClient({ url: proxy.url, storage, deadlineMs: 300 });
  proxy.goOffline();
  expect(await client.session.accessToken()).toEqual(expect.any(String));
  proxy.goOnline();
});

test('a session that another device ends is over, and the app is notified once with the reason', async () => {
  const storage = memoryStorage();
  await loggedIn(storage);
  const device = deviceWith(storage);
  await me(device);
  const other = await loggedIn();
  await other.client.delete('/api/v1/auth/sessions');
  await tribe.settled();
  const codes = await Promise.all([codeOf(me(device)), codeOf(me(device))]);
  expect(codes).toEqual(['SESSION_REVOKED', 'SESSION_REVOKED']);
  expect(device.endings).toEqual(['SESSION_REVOKED']);
  expect(await storage.getItem('tribe.session')).toBeNull();
  expect(await codeOf(me(device))).toBe('AUTHENTICATION_REQUIRED');
});

test('a refresh of a session that has ended ends it on the device too', async () => {
  const storage = memoryStorage();
  const first = await loggedIn(storage);
  await expireOnDevice(storage);
  const device = deviceWith(storage);
  await first.client.post('/api/v1/auth/logout');
  expect(await codeOf(me(device))).toBe('SESSION_REVOKED');
  expect(device.endings).toEqual(['SESSION_REVOKED']);
});

test('logging out ends the session on the server and on the device', async () => {
  const storage = memoryStorage();
  const device = await loggedIn(storage);
  const token = (await device.client.session.accessToken()) ?? '';
  await device.client.session.logOut();
  await tribe.settled();
  expect(device.endings).toEqual(['LOGGED_OUT']);
  expect(await storage.getItem('tribe.session')).toBeNull();
  expect((await tribe.client({ token }).get('/api/v1/auth/me')).body.code).toBe('SESSION_REVOKED');
});

test('a wrong password is no end of the session', async () => {
  const device = await loggedIn();
  const wrong = { email: brian.email, password: 'another-wrong-password' };
  expect(await codeOf(device.client.session.logIn(wrong))).toBe('INVALID_CREDENTIALS');
  expect(device.endings).toEqual([]);
  expect(await me(device)).toMatchObject({ id: brian.id });
});
