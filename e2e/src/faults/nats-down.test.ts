import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import {
  contribute,
  contributionNotificationsOf,
  formSavingsGroup,
  notificationTypesOf,
  type SavingsGroup,
} from '../savings-group';
import { expectExactBooks } from './books';
import { EventLog } from './event-log';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, env: { DEADLINE_FACTOR: '20' } });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
});

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

/** Below every deadline for NATS, so that no request waited for NATS. */
const withoutWaitingMs = 6_000;

async function took(
  work: Promise<{ status: number }>,
): Promise<{ status: number; atOnce: boolean }> {
  const startedAt = performance.now();
  const { status } = await work;
  return { status, atOnce: performance.now() - startedAt < withoutWaitingMs };
}

async function friendRequestsOf(person: Person): Promise<number> {
  return (await notificationTypesOf(person)).filter((type) => type === 'friend_request').length;
}

test('NATS is down: requests succeed without delay, and all participants are notified when NATS is up', async () => {
  const { brian, alvin, clarie, goalId } = group;
  const socket = await brian.socket();
  await socket.request('subscribe', { channel: 'goal', goal_id: goalId });
  const heard = await contributionNotificationsOf(brian);
  const asked = await friendRequestsOf(clarie);
  await tribe.nats.stop();
  const written = { status: 201, atOnce: true };
  expect(await took(contribute(clarie, goalId, 10))).toEqual(written);
  const goal = {
    title: 'A new tent',
    goal_type: 'group',
    target_type: 'boolean',
    participant_ids: [alvin.id],
  };
  expect(await took(brian.post('/api/v1/goals', goal))).toEqual(written);
  expect(await took(alvin.post('/api/v1/friends/requests', { user_id: clarie.id }))).toEqual(
    written,
  );
  expect(socket.received.filter(({ event }) => event === 'goal.update')).toEqual([]);
  await tribe.nats.start();
  expect(await socket.next('goal.update')).toMatchObject({
    goal_id: goalId,
    update_type: 'contribution',
    data: { amount: 10 },
  });
  await tribe.settled();
  expect(await contributionNotificationsOf(brian)).toBe(heard + 1);
  expect(await friendRequestsOf(clarie)).toBe(asked + 1);
  await expectExactBooks(tribe, log, goalId);
});

test('NATS is killed repeatedly under load: each contribution is announced once', async () => {
  const { brian, alvin, clarie, goalId } = group;
  const before = (await brian.get(`/api/v1/goals/${goalId}`)).body.current_amount;
  const amounts = [1, 2, 3, 4, 5, 6].map((euros) => euros + 0.5);
  for (const amount of amounts) {
    await tribe.nats.kill();
    const paying = Promise.all([alvin, clarie].map((person) => contribute(person, goalId, amount)));
    await tribe.nats.start();
    expect((await paying).map(({ status }) => status)).toEqual([201, 201]);
  }
  await tribe.settled();
  await expectExactBooks(tribe, log, goalId);
  expect((await brian.get(`/api/v1/goals/${goalId}`)).body.current_amount).toBe(before + 2 * 24);
});
