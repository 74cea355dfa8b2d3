import { gateway } from '@tribe/gateway';
import { realtime } from '@tribe/realtime';
import { type SocketClient, startTribe, type Tribe } from '@tribe/testing';

const limit = 100;

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({
    services: [realtime, gateway],
    schemas: [],
    env: { RATE_LIMIT_ENABLED: 'true', MAX_CLIENT_EVENTS_PER_10_SECONDS: '1000' },
  });
});

afterAll(() => tribe.stop());

beforeEach(() => tribe.redis.flush());

const renew = async (socket: SocketClient) =>
  (await socket.request('auth.renew', { token: 'x' })).code;

const codeOf = (opened: Promise<unknown>) =>
  opened.then(
    () => undefined,
    ({ data }: { data?: { code?: string } }) => data?.code,
  );

test('refused tokens of sockets and of HTTP are limited together, by address', async () => {
  const brian = await tribe.person('brian');
  const socket = await brian.socket();
  expect(await codeOf(tribe.socket('x'))).toBe('TOKEN_INVALID');
  for (let n = 1; n < limit - 1; n += 1) expect(await renew(socket)).toBe('TOKEN_INVALID');
  const guess = () => tribe.client({ token: 'x' }).get('/api/v1/settings');
  expect((await guess()).status).toBe(401);
  expect((await guess()).status).toBe(429);
  expect(await renew(socket)).toBe('RATE_LIMITED');
  expect(await codeOf(tribe.socket('x'))).toBe('RATE_LIMITED');
});

test('an address whose refused tokens are limited can still use valid ones', async () => {
  const brian = await tribe.person('brian');
  const socket = await brian.socket();
  for (let n = 0; n < limit; n += 1) await renew(socket);
  expect(await renew(socket)).toBe('RATE_LIMITED');
  const another = await brian.socket();
  expect(await another.request('presence', { status: 'online' })).toEqual({ ok: true });
});
