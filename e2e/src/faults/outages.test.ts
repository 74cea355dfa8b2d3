import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { contribute, contributionsHeardBy, formSavingsGroup, type SavingsGroup } from '../savings-group';

let tribe: Tribe;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({
    services: allServices,
    ownPostgres: true,
  });
  group = await formSavingsGroup(tribe);
}, 60_000);

afterAll(() => tribe.stop());

test('NATS is down while a friend contributes: the contribution counts, and the news arrives once NATS is back', async () => {
  const { brian, clarie, goalId } = group;
  const before = await contributionsHeardBy(brian);
  await tribe.nats.stop();
  const answer = await contribute(clarie, goalId, 10);
  expect(answer.status).toBe(201);
  await tribe.nats.start();
  await tribe.settled({ timeoutMs: 20_000 });
  expect(await contributionsHeardBy(brian)).toBe(before + 1);
});

test('NATS loses its disk: every event is there again, and nobody is told twice', async () => {
  const { alvin, brian, clarie, goalId } = group;
  await contribute(clarie, goalId, 1);
  await tribe.settled();
  const before = { alvin: await contributionsHeardBy(alvin), brian: await contributionsHeardBy(brian) };
  await tribe.nats.wipe();
  await tribe.settled({ timeoutMs: 30_000 });
  expect(await contributionsHeardBy(brian)).toBe(before.brian);
  expect(await contributionsHeardBy(alvin)).toBe(before.alvin);
  await contribute(clarie, goalId, 1);
  await tribe.settled({ timeoutMs: 20_000 });
  expect(await contributionsHeardBy(brian)).toBe(before.brian + 1);
});

test('Redis is flushed: nobody is logged out', async () => {
  await tribe.redis.flush();
  expect((await group.brian.get('/api/v1/auth/me')).status).toBe(200);
});

test('Redis is away: requests are served, and sockets still hear', async () => {
  const { brian, clarie, goalId } = group;
  const socket = await brian.socket();
  await socket.request('subscribe', { channel: 'goal', goal_id: goalId });
  await tribe.redis.stop();
  try {
    expect((await contribute(clarie, goalId, 2)).status).toBe(201);
    await socket.next('goal.update');
  } finally {
    await tribe.redis.start();
  }
});

test('Postgres restarts: the services recover by themselves', async () => {
  const { brian, clarie, goalId } = group;
  await tribe.settled();
  const before = await contributionsHeardBy(brian);
  await tribe.postgres.restart();
  await eventually(async () => expect((await contribute(clarie, goalId, 3)).status).toBe(201), { timeoutMs: 15_000 });
  await tribe.settled({ timeoutMs: 20_000 });
  expect(await contributionsHeardBy(brian)).toBe(before + 1);
});
