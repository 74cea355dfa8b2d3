import type { GoalChanges } from '@tribe/client';
import { newClient } from '@tribe/demo';
import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { messaging } from '@tribe/messaging';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
let brian: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity, messaging, goals, gateway] });
  brian = await tribe.person('brian');
});
afterAll(() => tribe.stop());

async function sync(cursor?: string) {
  const query = cursor === undefined ? '' : `?cursor=${cursor}`;
  const { status, body } = await brian.get(`/api/v1/sync${query}`);
  expect([status, body.cursor?.length]).toEqual([200, 160]);

  return body;
}

const dateBefore = (days: number) =>
  new Date(tribe.clock.now().getTime() - days * 86_400_000).toISOString().slice(0, 10);

test('a late check-in that is pushed twice restores the streak once, and comes with the next synchronization', async () => {
  const { body: system } = await brian.post('/api/v1/systems', {
    title: 'Read',
    started_on: dateBefore(3),
  });
  const operation = (daysAgo: number, status = 'completed') => ({
    id: `phone-${daysAgo}`,
    type: 'system.check_in',
    target_id: system.id,
    body: {
      client_id: `phone-${daysAgo}`,
      checked_in_at: `${dateBefore(daysAgo)}T12:00:00Z`,
      status,
    },
  });
  await brian.post('/api/v1/sync/push', { operations: [operation(2)] });
  const before = await sync();
  expect(before.goals).toMatchObject({ reset: true, checkins: [{ client_id: 'phone-2' }] });

  const late = { operations: [operation(1), operation(0, 'skipped')] };
  const [first, second] = [
    await brian.post('/api/v1/sync/push', late),
    await brian.post('/api/v1/sync/push', late),
  ];
  expect(first.body).toMatchObject({
    is_complete: true,
    results: [{ status: 201 }, { body: { status: 'skipped' } }],
  });
  expect(second.body.results[0].body.id).toBe(first.body.results[0].body.id);
  const { goals: changes } = await sync(before.cursor);
  expect(changes).toMatchObject({
    reset: false,
    systems: [{ streak: { current_streak: 2, status_today: 'skipped' } }],
  });
  const clientIds = changes.checkins.map(({ client_id }: { client_id: string }) => client_id);
  expect(clientIds.filter((clientId: string) => clientId === 'phone-1')).toHaveLength(1);
});

test('the client library tells an app of changed goals', async () => {
  const client = newClient(brian.origin);
  const { email, password } = brian;
  await client.session.logIn({ email, password });
  const heard: GoalChanges[] = [];
  client.chat.on('goals', (changes) => heard.push(changes));
  await client.chat.start();

  try {
    await eventually(() =>
      expect(heard).toMatchObject([{ reset: true, systems: [{ title: 'Read' }] }]),
    );
  } finally {
    client.close();
  }
});

test('changes while goals are unavailable come with a later synchronization', async () => {
  const { cursor } = await sync();
  const { body: goal } = await brian.post('/api/v1/goals', {
    title: 'Read more',
    goal_type: 'individual',
  });
  await tribe.stopService('goals');
  const without = await sync(cursor);
  expect(without.goals).toBeNull();
  await tribe.startService('goals');
  const { goals: changes } = await sync(without.cursor);
  expect([changes.reset, changes.goals.map(({ id }: { id: string }) => id)]).toEqual([
    false,
    expect.arrayContaining([goal.id]),
  ]);
});
