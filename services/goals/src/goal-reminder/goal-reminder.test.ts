import { dayMs, Transactions } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';
import { OwnRowsPersonalData } from '../personal-data/own-rows-personal-data';
import type { Tx } from '../prisma.service';
import { SendRemindersJob } from '../reminder-delivery/send-reminders.job';

const minuteMs = 60_000;
const daily = { reminder_type: 'daily', reminder_time: '07:30' };

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

const remindersOf = async (fields: object = {}) =>
  `/api/v1/goals/${(await world.trip(fields)).id}/reminders`;

async function countSent(path: string): Promise<number> {
  await world.tribe.service('goals').app.get(SendRemindersJob).run();
  const { body } = await world.brian.get(path);
  const ids = body.reminders.map(({ id }: { id: string }) => id);
  const [row] = await world.rows<{ sent: number }>(
    `SELECT count(*)::int AS sent FROM outbox
      WHERE subject = 'tribe.goals.reminder.due.v1' AND entity_id = ANY($1)`,
    [ids],
  );
  return row!.sent;
}

test('a participant adds, lists, replaces and deletes reminders that others do not see', async () => {
  const path = await remindersOf();
  const { status, body } = await world.alvin.post(path, daily);
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { ...daily, reminder_days: [], timezone: null, is_active: true },
  });
  expect(body.next_reminder_at).toMatch(/T07:30:00.000Z$/);
  expect((await world.alvin.get(path)).body).toEqual({ reminders: [body] });
  expect((await world.brian.get(path)).body).toEqual({ reminders: [] });
  const custom = { reminder_type: 'custom', reminder_time: '21:00', reminder_days: [5, 0] };
  const replaced = await world.alvin.put(`${path}/${body.id}`, { ...custom, is_active: false });
  expect(replaced.body).toMatchObject({
    ...custom,
    reminder_days: [0, 5],
    is_active: false,
    next_reminder_at: null,
  });
  expect((await world.brian.delete(`${path}/${body.id}`)).status).toBe(404);
  expect((await world.alvin.delete(`${path}/${body.id}`)).status).toBe(204);
  expect((await world.alvin.get(path)).body).toEqual({ reminders: [] });
});

test('the eleventh reminder of a goal is refused, also when eleven arrive at once', async () => {
  const path = await remindersOf();
  const eleven = await Promise.all(Array.from({ length: 11 }, () => world.brian.post(path, daily)));
  const statuses = eleven.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array<number>(10).fill(201), 409]);
  expect(eleven.find(({ status }) => status === 409)?.body.code).toBe('REMINDER_LIMIT_REACHED');
  expect((await world.alvin.post(path, daily)).status).toBe(201);
});

test('a reminder on some weekdays fires on these only', async () => {
  const path = await remindersOf();
  const now = world.tribe.clock.now();
  const tomorrow = (now.getUTCDay() + 7) % 7;
  const time = new Date(now.getTime() + 5 * minuteMs).toISOString().slice(11, 16);
  const body = { reminder_type: 'weekly', reminder_time: time, reminder_days: [tomorrow] };
  await world.brian.post(path, body);
  world.tribe.clock.advance(5 * minuteMs);
  expect(await countSent(path)).toBe(0);
  world.tribe.clock.advance(dayMs);
  expect(await countSent(path)).toBe(1);
  world.tribe.clock.advance(6 * dayMs);
  expect(await countSent(path)).toBe(1);
  world.tribe.clock.advance(dayMs);
  expect(await countSent(path)).toBe(2);
});

test('a goal that is paused fires no reminder, and the reminders of a participant who leaves end', async () => {
  const path = await remindersOf();
  const goalPath = path.replace('/reminders', '');
  const time = (minutes: number) =>
    new Date(world.tribe.clock.now().getTime() + minutes * minuteMs).toISOString().slice(11, 16);
  await world.brian.post(path, { ...daily, reminder_time: time(5) });
  const { body } = await world.alvin.post(path, { ...daily, reminder_time: time(5) });
  await world.brian.patch(goalPath, { status: 'paused' });
  await world.alvin.delete(`${goalPath}/participants/${world.alvin.id}`);
  world.tribe.clock.advance(5 * minuteMs);
  expect(await countSent(path)).toBe(0);
  expect(await world.rows('SELECT FROM reminders WHERE id = $1', [body.id])).toEqual([]);
  await world.brian.patch(goalPath, { status: 'active' });
  world.tribe.clock.advance(dayMs);
  expect(await countSent(path)).toBe(1);
});

test('the reminders of a user are exported and erased, and those of others are not', async () => {
  const path = await remindersOf();
  await world.clarie.post(path, daily);
  await world.alvin.post(path, daily);
  const { app } = world.tribe.service('goals');
  const personal = app.get(OwnRowsPersonalData);
  const exported = [];
  for await (const { section, rows } of personal.exportFor(world.clarie.id))
    if (section === 'reminders') exported.push(...rows);
  expect(exported).toMatchObject([{ userId: world.clarie.id, time: '07:30' }]);
  const erase = (tx: Tx) => personal.erase(tx, world.clarie.id);
  expect(await app.get(Transactions<Tx>).run(erase)).toEqual({
    reminders_deleted: 1,
    achievements_deleted: 0,
    // Her friendship with Brian counts for an achievement.
    achievement_facts_deleted: 1,
    badges_deleted: 0,
    imports_deleted: 0,
  });
  expect((await world.clarie.get(path)).body.reminders).toEqual([]);
  expect((await world.alvin.get(path)).body.reminders).toHaveLength(1);
});

test.each<[string, object]>([
  ['an unknown type', { reminder_type: 'hourly' }],
  ['a daily reminder with weekdays', { reminder_days: [1] }],
  ['a weekly reminder without a weekday', { reminder_type: 'weekly' }],
  ['a weekly reminder with two weekdays', { reminder_type: 'weekly', reminder_days: [1, 2] }],
  ['a custom reminder without weekdays', { reminder_type: 'custom', reminder_days: [] }],
  ['a weekday twice', { reminder_type: 'custom', reminder_days: [1, 1] }],
  ['an unknown weekday', { reminder_type: 'custom', reminder_days: [7] }],
  ['an impossible time', { reminder_time: '24:00' }],
  ['an unknown zone', { timezone: 'Africa/Atlantis' }],
  ['the id of another user', { user_id: '0190163d-8694-739b-aea5-966c26f8ad91' }],
])('%s is refused and writes nothing', async (_case, fields) => {
  const path = await remindersOf();
  const { body } = await world.brian.post(path, daily);
  const before = await world.written();
  const wrong = { ...daily, ...fields };
  const answers = [
    await world.brian.post(path, wrong),
    await world.brian.put(`${path}/${body.id}`, wrong),
  ];
  for (const { status, body: problem } of answers)
    expect({ status, code: problem.code }).toEqual({ status: 422, code: 'VALIDATION_FAILED' });
  expect(await world.written()).toBe(before);
});
