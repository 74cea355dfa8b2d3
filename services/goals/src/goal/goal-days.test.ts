import { UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';

const hourMs = 3_600_000;

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
  await moveTo(world.brian, 'Etc/GMT-14');
  await moveTo(world.alvin, 'Etc/GMT+12');
  await world.tribe.settled();
});
afterAll(() => world.stop());

/** Sets the time zone of a person. The signs of these names are reversed: `Etc/GMT-14` is 14 hours ahead of UTC. */
function moveTo({ id, username, fullName }: Person, timezone: string) {
  return world.tribe.publishAs(
    'identity',
    eventOf(UserUpdatedSchema, {
      entityId: id,
      entityVersion: 2,
      data: { user: { id, username, fullName }, isActive: true, locale: { timezone } },
    }),
  );
}

/** The date in a zone, some days from now. */
const dateIn = (offsetHours: number, days = 0) =>
  new Date(world.tribe.clock.now().getTime() + (offsetHours + days * 24) * hourMs)
    .toISOString()
    .slice(0, 10);

const daysBetween = (from: string, to: string) =>
  (new Date(to).getTime() - new Date(from).getTime()) / (24 * hourMs);

test('days_remaining counts from the date of the reader, in goals and in lists', async () => {
  const { brian, alvin } = world;
  const target_date = dateIn(14, 3);
  const goal = await world.trip({ target_date });
  expect(goal.days_remaining).toBe(3);

  const ofAlvin = daysBetween(dateIn(-12), target_date);
  expect(ofAlvin).toBeGreaterThan(3);
  expect((await alvin.get(`/api/v1/goals/${goal.id}`)).body.days_remaining).toBe(ofAlvin);
  expect((await alvin.get('/api/v1/goals')).body.goals[0].days_remaining).toBe(ofAlvin);
  expect((await brian.get('/api/v1/goals')).body.goals[0].days_remaining).toBe(3);
  const changed = await brian.patch(`/api/v1/goals/${goal.id}`, { title: 'Soon' });
  expect(changed.body.days_remaining).toBe(3);
});

test('a goal that is due today has no days left', async () => {
  const goal = await world.trip({ target_date: dateIn(14) });
  expect(goal.days_remaining).toBe(0);
});

test('accepts the day before the date of the caller as a target, and refuses earlier dates', async () => {
  world.advanceTo('04:00');
  const { alvin } = world;
  const goal = await world.newGoal(alvin, { target_date: dateIn(-12, -1) });
  expect(goal.days_remaining).toBe(0);
  const body = { title: 'Run', goal_type: 'individual', target_date: dateIn(-12, -2) };
  expect((await alvin.post('/api/v1/goals', body)).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/target_date' }],
  });
  const change = { target_date: dateIn(-12, -2) };
  expect((await alvin.patch(`/api/v1/goals/${goal.id}`, change)).status).toBe(422);
});

test('east of Greenwich, a goal due on the next date in UTC is due today', async () => {
  world.advanceTo('13:38');
  const { clarie } = world;
  const target_date = dateIn(0, 1);
  expect((await world.newGoal(clarie, { target_date })).days_remaining).toBe(1);
  await moveTo(clarie, 'Pacific/Kiritimati');
  await world.tribe.settled();
  expect((await world.newGoal(clarie, { target_date })).days_remaining).toBe(0);
});

test('west of Greenwich, a goal due on the date in UTC is due tomorrow', async () => {
  world.advanceTo('04:00');
  const { dorcas } = world;
  const target_date = dateIn(0);
  expect((await world.newGoal(dorcas, { target_date })).days_remaining).toBe(0);
  await moveTo(dorcas, 'America/New_York');
  await world.tribe.settled();
  expect((await world.newGoal(dorcas, { target_date })).days_remaining).toBe(1);
});
