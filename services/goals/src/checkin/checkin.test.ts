import { dayMs, newId } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';
import { SystemDiary } from './checkin.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start({ CHECKIN_MAX_PER_DAY: '5' });
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

const dateIn = (days: number) =>
  new Date(world.tribe.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10);

describe('recording', () => {
  test('a check-in has the given fields, counts for its day and has an event', async () => {
    const { brian } = world;
    const diary = await SystemDiary.open(world, brian, 3, { metric_type: 'pages' });
    const fields = { value: 20.5, notes: 'Slow start\r\nGood end', client_id: 'phone-1' };
    const { status, body } = await diary.checkIn(1, fields);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      system_id: diary.id,
      user_id: brian.id,
      client_id: 'phone-1',
      local_time: `${diary.date(1)}T12:00:00`,
      local_date: diary.date(1),
      status: 'completed',
      awaiting_user_verification: false,
      value: 20.5,
      notes: 'Slow start\nGood end',
    });
    expect(await world.eventsOf(body.id)).toMatchObject([
      { name: 'CheckInRecorded', version: 1, data: { checkIn: { localDate: diary.date(1) } } },
    ]);
    expect((await brian.get(`${diary.path}/checkins`)).body.checkins).toEqual([body]);
  });

  test('the same client id returns the first check-in with 200, also with another key and other content', async () => {
    const diary = await SystemDiary.open(world, world.brian, 3);
    const first = await diary.checkIn(1, { client_id: 'phone-1', notes: 'first' });
    const before = await world.written();
    const again = await diary.checkIn(0, { client_id: 'phone-1', notes: 'second' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const keyed = await world.brian.post(
      `${diary.path}/checkins`,
      { client_id: 'phone-1', checked_in_at: world.tribe.clock.now().toISOString() },
      { headers: { 'idempotency-key': newId() } },
    );
    expect([keyed.status, keyed.body]).toEqual([200, first.body]);
    expect(await world.written()).toBe(before);
  });

  test('repetitions at the same time record one check-in', async () => {
    const diary = await SystemDiary.open(world, world.brian, 3);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => diary.checkIn(0, { client_id: 'phone-1' })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
  });

  test('a habit that began earlier takes check-ins since then, which no partner has to verify', async () => {
    const { brian, alvin } = world;
    const end = await world.partner(brian, alvin);
    const fields = { started_on: dateIn(-3), verification_required: true };
    const { id, started_on } = await world.newSystem(brian, fields);
    expect(started_on).toBe(dateIn(-3));
    const now = world.tribe.clock.now().getTime();
    const checkIn = (daysAgo: number) =>
      brian.post(`/api/v1/systems/${id}/checkins`, {
        client_id: `diary-${daysAgo}`,
        checked_in_at: new Date(now - daysAgo * dayMs).toISOString(),
      });
    const past = [await checkIn(3), await checkIn(2), await checkIn(1)];
    expect(past.map(({ body }) => body.status)).toEqual(['completed', 'completed', 'completed']);
    expect((await checkIn(0)).body.status).toBe('pending_verification');
    expect(await checkIn(4)).toMatchObject({ status: 422, body: { code: 'CHECKIN_TIME_INVALID' } });
    expect((await brian.get(`/api/v1/systems/${id}/streak`)).body.current_streak).toBe(4);
    const [recorded] = await world.eventsOf(past[0]!.body.id);
    expect(recorded?.data.partnerIds).toEqual([]);
    await end();
  });

  test('refuses times before the creation, too far in the future and of no time zone', async () => {
    const diary = await SystemDiary.open(world, world.brian, 3);
    const now = world.tribe.clock.now().getTime();
    const at = (ms: number) => ({ checked_in_at: new Date(ms).toISOString() });
    const before = await world.written();

    for (const fields of [
      at(now - 4 * dayMs),
      at(now + 2 * dayMs + 60_000),
      { local_time: `${diary.date(1)}T19:00:00` },
      { local_time: `${diary.date(-1)}T05:00:00` },
    ]) {
      const { status, body } = await diary.checkIn(0, fields);
      expect([status, body.code]).toEqual([422, 'CHECKIN_TIME_INVALID']);
    }

    for (const local_time of ['2026-02-31T12:00:00', '2026-02-28T24:00', '2026-02-28T12:60'])
      expect((await diary.checkIn(0, { local_time })).body.code).toBe('VALIDATION_FAILED');

    expect(await world.written()).toBe(before);
    expect((await diary.checkIn(0, at(now + 2 * dayMs - 60_000))).status).toBe(201);
  });

  test('the time of the device decides the date', async () => {
    const diary = await SystemDiary.open(world, world.brian, 3);
    const local_time = `${diary.date(0)} 23:30:00+11:30`;
    const { body } = await diary.checkIn(0, { local_time });
    expect(body.local_date).toBe(diary.date(0));
    const ahead = await diary.checkIn(0, { local_time: `${diary.date(-1)}T00:30:00` });
    expect(ahead.body.local_date).toBe(diary.date(-1));
  });

  test('refuses more check-ins than the maximum of a day, and any for an archived system', async () => {
    const { brian } = world;
    const diary = await SystemDiary.open(world, brian, 3);
    for (let count = 0; count < 5; count++) await diary.checkIn(1);
    expect((await diary.checkIn(1)).body.code).toBe('CHECKIN_LIMIT_REACHED');
    expect((await diary.checkIn(0)).status).toBe(201);
    await brian.post(`${diary.path}/archive`);
    expect((await diary.checkIn(0)).body.code).toBe('SYSTEM_ARCHIVED');
  });
});

describe('streaks', () => {
  test('a check-in that arrives late restores the streak, and the event says why', async () => {
    const diary = await SystemDiary.open(world, world.brian, 5);
    for (const daysAgo of [4, 3, 1, 0]) await diary.checkIn(daysAgo);
    expect(await diary.streak()).toMatchObject({ current_streak: 2, status_today: 'done' });
    await diary.checkIn(2);
    expect(await diary.streak()).toMatchObject({ current_streak: 5, longest_streak: 5 });
    expect((await diary.events()).at(-1)).toMatchObject({
      name: 'StreakChanged',
      data: { previous: 2, current: 5, longest: 5, reason: 2 },
    });
    expect(await diary.rules(4)).toEqual([
      'done_late',
      'done_late',
      'done_late',
      'done_late',
      'done',
    ]);
  });

  test('a check-in older than the stored state is counted too', async () => {
    const diary = await SystemDiary.open(world, world.brian, 30);
    for (let daysAgo = 29; daysAgo >= 0; daysAgo--)
      if (daysAgo !== 20) await diary.checkIn(daysAgo);
    const [stored] = await world.rows(
      'SELECT through::text FROM system_streaks WHERE system_id = $1',
      [diary.id],
    );
    expect(stored).toEqual({ through: diary.date(8) });
    expect(await diary.streak()).toMatchObject({ current_streak: 29 });
    await diary.checkIn(20);
    expect(await diary.streak()).toMatchObject({ current_streak: 30 });
    expect((await diary.rules(25, 15)).every((rule) => rule === 'done_late')).toBe(true);
  });

  test('the stored state leads to the same streak as the whole history, after changes in any order', async () => {
    const { brian } = world;
    const diary = await SystemDiary.open(world, brian, 40, { rest_days: [6] });
    const days = Array.from({ length: 40 }, (_, index) => (index * 17) % 40);
    const read = async () => [await diary.streak(), await diary.rules(40)];

    for (const [index, daysAgo] of days.entries()) {
      if (daysAgo % 9 === 4) continue;
      const { body } = await diary.checkIn(daysAgo, {
        status: index % 7 === 6 ? 'skipped' : 'completed',
      });
      if (index % 11 === 10) await brian.delete(`${diary.path}/checkins/${body.id}`);
      if (index % 8 !== 0) continue;
      const stored = await read();
      await world.rows('DELETE FROM system_streaks WHERE system_id = $1', [diary.id]);
      expect(await read()).toEqual(stored);
      await brian.patch(`${diary.path}`, { rest_days: [index % 6] });
    }
  });

  test('an earned freeze can be spent today', async () => {
    const diary = await SystemDiary.open(world, world.brian, 7);
    for (let daysAgo = 7; daysAgo >= 1; daysAgo--) await diary.checkIn(daysAgo);
    const { status, body } = await world.brian.post(`${diary.path}/freeze`);
    expect([status, body]).toMatchObject([
      200,
      { status_today: 'frozen', freezes_available: 0, current_streak: 7 },
    ]);
    expect((await world.brian.post(`${diary.path}/freeze`)).status).toBe(200);
    await diary.checkIn(0);
    expect(await diary.streak()).toMatchObject({ current_streak: 8, freezes_available: 1 });
  });
});

describe('changing', () => {
  test('a change and a deletion keep the state before, and change the streak', async () => {
    const { brian } = world;
    const diary = await SystemDiary.open(world, brian, 3);
    const { body } = await diary.checkIn(0, { value: 3, notes: 'three', client_id: 'phone-1' });
    const path = `${diary.path}/checkins/${body.id}`;
    const changed = await brian.patch(path, { status: 'skipped', notes: null });
    expect(changed.body).toMatchObject({ status: 'skipped', value: 3, notes: null });
    expect(await diary.streak()).toMatchObject({ current_streak: 0, status_today: 'skipped' });
    expect((await brian.patch(path, { status: 'skipped', notes: '' })).body).toEqual(changed.body);
    expect((await brian.delete(path)).status).toBe(204);
    expect((await brian.delete(path)).body.code).toBe('CHECKIN_NOT_FOUND');
    expect(await diary.streak()).toMatchObject({ status_today: 'pending' });
    const again = await diary.checkIn(0, { client_id: 'phone-1' });
    expect([again.status, again.body.code]).toEqual([409, 'CHECKIN_DELETED']);
    const revisions = await world.rows(
      `SELECT status, metric_value_logged, notes FROM checkin_revisions WHERE checkin_id = $1 ORDER BY id`,
      [body.id],
    );
    expect(revisions).toEqual([
      { status: 'completed', metric_value_logged: 3, notes: 'three' },
      { status: 'skipped', metric_value_logged: 3, notes: null },
    ]);
    expect((await world.eventsOf(body.id)).map(({ name }) => name)).toEqual([
      'CheckInRecorded',
      'CheckInUpdated',
      'CheckInDeleted',
    ]);
  });

  test('another user cannot see, record, change or delete check-ins', async () => {
    const diary = await SystemDiary.open(world, world.brian, 3);
    const { body } = await diary.checkIn(0);
    const path = `${diary.path}/checkins`;
    const before = await world.written();

    for (const { body: refused } of [
      await world.alvin.get(path),
      await world.alvin.post(path, {
        client_id: 'x',
        checked_in_at: world.tribe.clock.now().toISOString(),
      }),
      await world.alvin.patch(`${path}/${body.id}`, { notes: 'mine' }),
      await world.alvin.delete(`${path}/${body.id}`),
    ])
      expect(refused.code).toBe('SYSTEM_NOT_FOUND');

    expect(await world.written()).toBe(before);
  });
});
