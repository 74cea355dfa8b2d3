import { UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';
import { SystemDiary } from './checkin.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

let version = 1;

async function settingsOf({ id, username, fullName }: Person, locale: object) {
  const data = { user: { id, username, fullName }, isActive: true, locale };
  const init = { entityId: id, entityVersion: ++version, data };
  await world.tribe.publishAs('identity', eventOf(UserUpdatedSchema, init));
  await world.tribe.settled();
}

test('a start of the day that arrives late moves the check-ins recorded since', async () => {
  const { brian } = world;
  const diary = await SystemDiary.open(world, brian, 3);
  await world.rows(
    'UPDATE user_calendar_changes SET effective_at = effective_at - interval $$9 days$$',
  );
  const { body } = await diary.checkIn(0, { local_time: `${diary.date(0)}T02:00:00` });
  expect(body.local_date).toBe(diary.date(0));
  await settingsOf(brian, { timezone: 'UTC', dayStartsAtMinute: 180 });
  const [change] = await world.rows<{ changes: number }>(
    'SELECT count(*)::int AS changes FROM user_calendar_changes WHERE user_id = $1',
    [brian.id],
  );
  expect(change).toEqual({ changes: 2 });
  // The change took effect before the check-in happened, but arrived after it.
  await world.rows(
    `UPDATE user_calendar_changes SET effective_at = now() - interval '2 days'
      WHERE user_id = $1 AND day_starts_at_minute = 180`,
    [brian.id],
  );
  await settingsOf(brian, { timezone: 'Africa/Nairobi', dayStartsAtMinute: 180 });
  const [moved] = (await brian.get(`${diary.path}/checkins`)).body.checkins;
  expect(moved.local_date).toBe(diary.date(1));
});

test('settings that do not change are stored once, and their history goes with the account', async () => {
  const { alvin } = world;
  const locale = { timezone: 'Asia/Tokyo', dayStartsAtMinute: 0 };
  await settingsOf(alvin, locale);
  await settingsOf(alvin, locale);
  const zones = await world.rows<{ timezone: string }>(
    'SELECT timezone FROM user_calendar_changes WHERE user_id = $1 ORDER BY version',
    [alvin.id],
  );
  expect(zones.map(({ timezone }) => timezone)).toEqual(['UTC', 'Asia/Tokyo']);
});
