import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { contribute, formSavingsGroup, type SavingsGroup } from '../savings-group';

let tribe: Tribe;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, env: { RATE_LIMIT_ENABLED: 'true' } });
  group = await formSavingsGroup(tribe);
});

afterAll(() => tribe.stop());

/** More requests than any limit allows in its window. */
const tooMany = 200;

/** Sends requests until one is refused. Returns the number of accepted requests. */
async function servedUntilLimited(person: Person): Promise<number> {
  for (let served = 0; served < tooMany; served++) {
    const { status, body, headers } = await person.get('/api/v1/auth/me');
    if (status === 200) continue;
    expect({ status, code: body.code, retryAfter: Number(headers['retry-after']) > 0 }).toEqual({
      status: 429,
      code: 'RATE_LIMITED',
      retryAfter: true,
    });
    return served;
  }
  throw new Error(`${tooMany} requests were served`);
}

test('Redis loses its data: sessions stay valid, revoked sessions stay revoked, and limits start again', async () => {
  const { alvin, brian } = group;
  const leaver = await tribe.person('leaver');
  expect((await leaver.post('/api/v1/auth/logout')).status).toBe(204);
  await tribe.settled();
  const socket = await brian.socket();
  await servedUntilLimited(brian);
  await tribe.redis.flush();
  expect((await brian.get('/api/v1/auth/me')).status).toBe(200);
  expect((await alvin.get('/api/v1/auth/me')).status).toBe(200);
  expect((await leaver.get('/api/v1/auth/me')).status).toBe(401);
  expect(
    (await tribe.client().post('/api/v1/auth/refresh', { refresh_token: alvin.refreshToken }))
      .status,
  ).toBe(200);
  expect(await servedUntilLimited(brian)).toBeGreaterThan(50);
  expect(socket.closedBecause).toBeUndefined();
  socket.close();
});

test('Redis is unavailable: requests are served and limited, and sockets connect and receive pushes', async () => {
  const { alvin, clarie, goalId } = group;
  const open = await alvin.socket();
  await open.request('subscribe', { channel: 'goal', goal_id: goalId });
  await tribe.redis.stop();
  try {
    expect((await contribute(clarie, goalId, 2)).status).toBe(201);
    expect(await open.next('goal.update')).toMatchObject({ data: { amount: 2 } });
    const opened = await clarie.socket();
    expect(await opened.request('subscribe', { channel: 'goal', goal_id: goalId })).toEqual({
      ok: true,
    });
    expect((await contribute(alvin, goalId, 3)).status).toBe(201);
    expect(await opened.next('goal.update')).toMatchObject({ data: { amount: 3 } });
    expect((await alvin.get('/api/v1/friends')).status).toBe(200);
    // Each process counts in its own memory, so the limit still applies.
    await servedUntilLimited(clarie);
  } finally {
    await tribe.redis.start();
  }
  await tribe.settled();
  expect((await alvin.get('/api/v1/friends')).status).toBe(200);
});

test('Redis is unavailable while realtime restarts: sockets connect and receive pushes, and realtime stops without errors', async () => {
  const { alvin, brian, goalId } = group;
  await tribe.redis.stop();
  try {
    for (const amount of [4, 5]) {
      await tribe.restart('realtime');
      const socket = await brian.socket();
      expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toEqual({
        ok: true,
      });
      expect((await contribute(alvin, goalId, amount)).status).toBe(201);
      expect(await socket.next('goal.update')).toMatchObject({ data: { amount } });
    }
  } finally {
    await tribe.redis.start();
  }
});
