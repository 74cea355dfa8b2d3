import { fromBinary } from '@bufbuild/protobuf';
import { type ReminderDue, ReminderDueSchema, UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { dayMs } from '@tribe/service-kit';
import { metricOf, type Person } from '@tribe/testing';
import { goals } from '..';
import { GoalsWorld } from '../goals-world.test-support';
import { RepairRemindersJob } from './repair-reminders.job';
import { SendRemindersJob } from './send-reminders.job';

const [minuteMs, hourMs] = [60_000, 3_600_000];

let world: GoalsWorld;
let send: () => Promise<void>;

beforeAll(async () => {
  world = await GoalsWorld.start();
  send = () => world.tribe.service('goals').app.get(SendRemindersJob).run();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

/** A time of day in UTC, a number of minutes from now. */
const timeIn = (minutes: number) =>
  new Date(world.tribe.clock.now().getTime() + minutes * minuteMs).toISOString().slice(11, 16);

/** A daily system whose reminder comes in ten minutes. */
const reminded = (owner: Person, fields: object = {}) =>
  world.newSystem(owner, {
    checkin_reminder: true,
    reminder_time_local: timeIn(10),
    ...fields,
  });

async function pass(ms: number): Promise<void> {
  world.tribe.clock.advance(ms);
  await send();
}

/** Returns the events of the reminders about a system or a goal. */
async function sentAbout(id: string): Promise<ReminderDue[]> {
  const rows = await world.rows<{ payload: Buffer }>(
    `SELECT payload FROM outbox WHERE subject = 'tribe.goals.reminder.due.v1' ORDER BY id`,
  );
  return rows
    .map(({ payload }) => fromBinary(ReminderDueSchema, payload))
    .filter(({ systemId, goalId }) => systemId === id || goalId === id);
}

const planOf = async (systemId: string) =>
  (
    await world.rows<{ next_fire_at: Date | null; version: string }>(
      'SELECT next_fire_at, version FROM reminders WHERE system_id = $1',
      [systemId],
    )
  )[0];

const metric = (name: string, label?: string) =>
  metricOf(world.tribe.service('goals'), name, label);

const versions = new Map<string, number>();

async function moveTo({ id, username, fullName }: Person, timezone: string): Promise<void> {
  const version = (versions.get(id) ?? 1) + 1;
  versions.set(id, version);
  const data = { user: { id, username, fullName }, isActive: true, locale: { timezone } };
  const init = { entityId: id, entityVersion: version, data };
  await world.tribe.publishAs('identity', eventOf(UserUpdatedSchema, init));
  await world.tribe.settled();
}

test('a reminder of a system is published once at its time, and again on the next day', async () => {
  const { id } = await reminded(world.brian, { title: 'Stretch' });
  await pass(9 * minuteMs);
  expect(await sentAbout(id)).toEqual([]);
  await pass(minuteMs);
  await pass(minuteMs);
  expect(await sentAbout(id)).toMatchObject([{ title: 'Stretch', userId: world.brian.id }]);
  await pass(dayMs);
  expect(await sentAbout(id)).toHaveLength(2);
});

test('two replicas that scan at once publish every reminder once', async () => {
  const { id } = await world.newGoal(world.brian);
  await world.rows(
    `INSERT INTO reminders (id, user_id, goal_id, reminder_type, reminder_time, reminder_days, next_fire_at, next_fire_on,
       created_at, updated_at)
     SELECT gen_random_uuid(), $1, $2, 'daily', to_char(due, 'HH24:MI'), '{}', due, due::date, $3, $3
       FROM generate_series(1, 350), (SELECT date_trunc('minute', $3::timestamptz AT TIME ZONE 'UTC')) AS time (due)`,
    [world.brian.id, id, world.tribe.clock.now()],
  );
  const replica = await world.tribe.startReplica(goals);
  const other = replica.app.get(SendRemindersJob);
  await Promise.all([send(), other.run(), send(), other.run()]);
  await send();
  const sent = await sentAbout(id);
  expect(sent).toHaveLength(350);
  expect(new Set(sent.map(({ reminderId }) => reminderId)).size).toBe(350);
  await replica.stop();
});

test('a check-in of today, a rest day, a vacation and a day on which nothing is due need no reminder', async () => {
  const { alvin } = world;
  const today = new Date(world.tribe.clock.now()).toISOString().slice(0, 10);
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  const done = await reminded(alvin);
  const resting = await reminded(alvin, { rest_days: [weekday] });
  const away = await reminded(alvin);
  const notToday = await reminded(alvin, {
    frequency: 'weekly',
    frequency_details: { days_of_week: [(weekday + 1) % 7] },
  });
  const waiting = await reminded(alvin);
  const checkIn = { client_id: 'phone-1', checked_in_at: world.tribe.clock.now().toISOString() };
  await alvin.post(`/api/v1/systems/${done.id}/checkins`, checkIn);
  const vacation = { starts_on: today, ends_on: today };
  await alvin.post(`/api/v1/systems/${away.id}/vacations`, vacation);
  await pass(10 * minuteMs);
  const counts = await Promise.all(
    [done, resting, away, notToday, waiting].map(async ({ id }) => (await sentAbout(id)).length),
  );
  expect(counts).toEqual([0, 0, 0, 0, 1]);
});

test('a paused system has no reminder until it is resumed', async () => {
  const { clarie } = world;
  const { id } = await reminded(clarie);
  await clarie.post(`/api/v1/systems/${id}/pause`);
  expect(await planOf(id)).toBeUndefined();
  await pass(10 * minuteMs);
  await clarie.post(`/api/v1/systems/${id}/resume`);
  await pass(dayMs - minuteMs);
  expect(await sentAbout(id)).toEqual([]);
  await pass(minuteMs);
  expect(await sentAbout(id)).toHaveLength(1);
});

test('a change of the time plans the reminder again, and a change of the title does not', async () => {
  const { clarie } = world;
  const { id } = await reminded(clarie);
  const before = await planOf(id);
  await clarie.patch(`/api/v1/systems/${id}`, { title: 'Run' });
  expect(await planOf(id)).toEqual(before);
  await pass(10 * minuteMs);
  await clarie.patch(`/api/v1/systems/${id}`, { reminder_time_local: timeIn(5) });
  await pass(5 * minuteMs);
  expect(await sentAbout(id)).toMatchObject([{ title: 'Run' }, { title: 'Run' }]);
  await clarie.patch(`/api/v1/systems/${id}`, { checkin_reminder: false });
  expect(await planOf(id)).toBeUndefined();
});

test('a reminder follows its user to another time zone, unless it stays in its own', async () => {
  const dora = await world.newFriend('dora');
  await world.tribe.settled();
  const fields = { checkin_reminder: true, reminder_time_local: '08:00' };
  const following = await world.newSystem(dora, fields);
  const staying = await world.newSystem(dora, { ...fields, reminder_timezone: 'Asia/Tokyo' });
  const timeOf = async (id: string) =>
    (await planOf(id))?.next_fire_at?.toISOString().slice(11, 16);
  expect([await timeOf(following.id), await timeOf(staying.id)]).toEqual(['08:00', '23:00']);
  await moveTo(dora, 'Africa/Nairobi');
  expect([await timeOf(following.id), await timeOf(staying.id)]).toEqual(['05:00', '23:00']);
});

test('a reminder that was planned for another zone is planned again, not published', async () => {
  const { id } = await reminded(world.alvin);
  await world.rows(
    `UPDATE reminders SET next_fire_at = next_fire_at - interval '30 minutes' WHERE system_id = $1`,
    [id],
  );
  await send();
  expect(await sentAbout(id)).toEqual([]);
  await pass(10 * minuteMs);
  expect(await sentAbout(id)).toHaveLength(1);
});

test('a reminder that is more than four hours late is skipped and counted', async () => {
  const { brian } = world;
  world.advanceTo('09:00');
  const missed = await reminded(brian);
  const late = await reminded(brian, { reminder_time_local: timeIn(20) });
  const before = await metric('tribe_reminders_total', 'missed');
  await pass(4 * hourMs + 15 * minuteMs);
  expect(await sentAbout(missed.id)).toEqual([]);
  expect(await sentAbout(late.id)).toHaveLength(1);
  expect(await metric('tribe_reminders_total', 'missed')).toBeGreaterThan(before);
  expect((await planOf(missed.id))!.next_fire_at!.getTime()).toBeGreaterThan(
    world.tribe.clock.now().getTime(),
  );
});

test('the sweep plans reminders that have no next time, and counts them', async () => {
  const [unplanned, missing] = [await reminded(world.alvin), await reminded(world.alvin)];
  const paused = await reminded(world.alvin);
  await world.alvin.post(`/api/v1/systems/${paused.id}/pause`);
  const plan = await planOf(unplanned.id);
  await world.rows('UPDATE reminders SET next_fire_at = NULL WHERE system_id = $1', [unplanned.id]);
  await world.rows('DELETE FROM reminders WHERE system_id = $1', [missing.id]);
  const before = await metric('tribe_reminders_repaired_total');
  await world.tribe.service('goals').app.get(RepairRemindersJob).run();
  const [first, second] = [await planOf(unplanned.id), await planOf(missing.id)];
  expect([first?.next_fire_at, second?.next_fire_at]).toEqual([
    plan!.next_fire_at,
    plan!.next_fire_at,
  ]);
  expect(await planOf(paused.id)).toBeUndefined();
  expect(await metric('tribe_reminders_repaired_total')).toBe(before + 2);
});

test('a user whose account is closed is not reminded', async () => {
  const eve = await world.newFriend('eve');
  await world.tribe.settled();
  const { id } = await reminded(eve);
  await world.closeAccount(eve);
  await pass(10 * minuteMs);
  expect(await sentAbout(id)).toEqual([]);
});
