import { UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Database, dayMs } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { SystemDiary } from '../checkin/checkin.test-support';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

const dashboard = '/api/v1/progress/dashboard';

/** The statements of a GET: the least of some tries, because jobs send statements, too. */
async function statementsOf(person: Person, path: string): Promise<number> {
  const { pool } = world.tribe.service('goals').app.get(Database);
  const counts: number[] = [];

  for (let tried = 0; tried < 5; tried++) {
    let count = 0;
    const onAcquire = () => void count++;
    pool.on('acquire', onAcquire);
    expect((await person.get(path)).status).toBe(200);
    pool.off('acquire', onAcquire);
    counts.push(count);
  }

  return Math.min(...counts);
}

describe('the dashboard', () => {
  test.each([dashboard, '/api/v1/systems?limit=50'])(
    '%s needs as many statements for twelve systems as for one',
    async (path) => {
      const [one, many] = await Promise.all(['one', 'many'].map((name) => world.newFriend(name)));
      if (!one || !many) throw new Error('nobody has joined');
      await world.newSystem(one);
      for (let made = 0; made < 12; made++) await world.newSystem(many);
      await world.tribe.settled();
      const ofOne = await statementsOf(one, path);
      expect(await statementsOf(many, path)).toBe(ofOne);
    },
  );

  test('shows the systems with their state today, the goals, and nothing of other users', async () => {
    const { alvin, dorcas } = world;
    const goal = await world.newGoal(alvin, { target_amount: 200 });
    await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 50 });
    const pages = await SystemDiary.open(world, alvin, 3, { metric_type: 'pages' });
    await pages.checkIn(1, { value: 7 });
    await pages.checkIn(0, { value: 12 });
    await pages.checkIn(0, { value: 4 });
    await SystemDiary.open(world, alvin, 1, { title: 'Run' });
    const resting = await world.newSystem(alvin, {
      title: 'Rest',
      rest_days: [0, 1, 2, 3, 4, 5, 6].filter((day) => day === weekday()),
    });
    const archived = await world.newSystem(alvin, { title: 'Old' });
    await alvin.post(`/api/v1/systems/${archived.id}/archive`);

    const { status, body } = await alvin.get(dashboard);

    expect([status, body]).toMatchObject([
      200,
      { today: pages.date(0), due: 2, done: 1, best_streak: 2, has_more_systems: false },
    ]);
    expect(
      body.systems.map(({ title, is_due, value_today, streak }: (typeof body.systems)[number]) => [
        title,
        is_due,
        value_today,
        streak.status_today,
        streak.current_streak,
      ]),
    ).toEqual([
      [resting.title, false, null, 'rest', 0],
      ['Run', true, null, 'pending', 0],
      ['Read', true, 16, 'done', 2],
    ]);
    expect(body.goals).toMatchObject([{ id: goal.id, progress_percentage: 25 }]);
    expect((await dorcas.get(dashboard)).body).toMatchObject({
      due: 0,
      best_streak: 0,
      systems: [],
      goals: [],
      partners: [],
      awaiting_verification_count: 0,
    });
  });

  test('shows what partners share, and the check-ins that wait for the user', async () => {
    const { brian, clarie } = world;
    const dissolve = await world.partner(brian, clarie);
    const shared = await SystemDiary.open(world, clarie, 2, { verification_required: true });
    await SystemDiary.open(world, clarie, 2, { title: 'Pray', shared_with_partner: false });
    await shared.checkIn(1);
    const { body: waiting } = await shared.checkIn(0);

    const { body } = await brian.get(dashboard);
    expect(body.partners).toMatchObject([
      { user: { id: clarie.id, full_name: clarie.fullName }, due: 1, done: 1, best_streak: 2 },
    ]);
    expect(body.awaiting_verification_count).toBe(2);
    expect(body.awaiting_verification[0]).toMatchObject({
      id: waiting.id,
      awaiting_user_verification: true,
    });
    await dissolve();
    expect((await brian.get(dashboard)).body).toMatchObject({
      partners: [],
      awaiting_verification: [],
    });
  });
});

describe('the progress of a system', () => {
  test('has an entry for each day of the period, with the sum of the day', async () => {
    const { brian } = world;
    const diary = await SystemDiary.open(world, brian, 4, {
      metric_type: 'pages',
      target_value: 20,
    });
    await diary.checkIn(3, { value: 20 });
    await diary.checkIn(1, { value: 5 });
    await diary.checkIn(1, { value: 5 });
    await diary.checkIn(0, { status: 'skipped', value: 3 });

    const { status, body } = await brian.get(`${diary.path}/progress?period=week`);

    expect([status, body]).toMatchObject([
      200,
      {
        from: diary.date(6),
        to: diary.date(0),
        summary: { done_days: 2, missed_days: 1, total_value: 30 },
      },
    ]);
    expect(
      body.days.map(({ rule, level, value, checkins }: (typeof body.days)[number]) => [
        rule,
        level,
        value,
        checkins,
      ]),
    ).toEqual([
      [null, 0, null, 0],
      [null, 0, null, 0],
      ['not_scheduled', 0, null, 0],
      ['done_late', 4, 20, 1],
      ['missed', 0, null, 0],
      ['done_late', 2, 10, 2],
      ['skipped', 0, null, 0],
    ]);
    const later = await brian.get(`${diary.path}/progress?period=week&from=${diary.date(0)}`);
    expect(later.body.days[0].trend).toBe(0.5);
  });

  test('of a year has at most 366 days, and can begin in the future', async () => {
    const { brian } = world;
    const { path } = await SystemDiary.open(world, brian, 4);
    const { body } = await brian.get(`${path}/progress?period=year&from=2028-01-01`);
    expect(body.days).toHaveLength(366);
    expect(body.days.at(-1)).toEqual({
      date: '2028-12-31',
      rule: null,
      level: 0,
      value: null,
      checkins: 0,
      streak: null,
      trend: null,
    });
    for (const query of ['period=decade', 'from=1999-12-31', 'from=2100-01-01', 'from=yesterday'])
      expect((await brian.get(`${path}/progress?${query}`)).status).toBe(422);
  });

  test('is visible to a partner, unless the system is not shared', async () => {
    const { brian, alvin, dorcas } = world;
    await world.partner(brian, alvin);
    const { id } = await world.newSystem(alvin);
    const path = `/api/v1/systems/${id}/progress`;
    expect((await brian.get(path)).status).toBe(200);
    expect((await dorcas.get(path)).body.code).toBe('SYSTEM_NOT_FOUND');
    await alvin.patch(`/api/v1/systems/${id}`, { shared_with_partner: false });
    expect((await brian.get(path)).body.code).toBe('SYSTEM_NOT_FOUND');
  });
});

describe('the progress of a goal', () => {
  test('adds the contributions up by the local days of the viewer', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    for (const amount of [0.1, 0.2, 40]) await brian.post(`${path}/contributions`, { amount });
    await alvin.post(`${path}/contributions`, { amount: 100 });
    const today = new Date(world.tribe.clock.now().toISOString().slice(0, 10)).getTime();
    const at = (daysAgo: number, hour: number) => new Date(today - daysAgo * dayMs + hour * 3.6e6);
    const move = (amount: number, time: Date) =>
      world.rows(
        'UPDATE goal_contributions SET created_at = $3 WHERE goal_id = $1 AND amount = $2',
        [goal.id, amount, time],
      );
    await move(100, at(40, 12));
    await move(0.1, at(2, 0));
    await move(0.2, at(2, 23));

    const read = async () => {
      const { body } = await brian.get(`${path}/progress?period=week`);
      return [
        body.current_amount,
        ...body.days
          .slice(3)
          .map(({ amount, total }: (typeof body.days)[number]) => [amount, total]),
      ];
    };

    expect(await read()).toEqual([140.3, [0, 100], [0.3, 100.3], [0, 100.3], [40, 140.3]]);
    const { id, username, fullName } = brian;
    const locale = { timezone: 'Africa/Nairobi', dayStartsAtMinute: 0 };
    const data = { user: { id, username, fullName }, isActive: true, locale };
    const event = eventOf(UserUpdatedSchema, { entityId: id, entityVersion: 2, data });
    await world.tribe.publishAs('identity', event);
    await world.tribe.settled();
    expect(await read()).toEqual([140.3, [0, 100], [0.1, 100.1], [0.2, 100.3], [40, 140.3]]);
  });

  test('has no total in the future, and includes later contributions in no earlier day', async () => {
    const { brian } = world;
    const { id } = await world.newGoal(brian, { target_amount: 100 });
    await brian.post(`/api/v1/goals/${id}/contributions`, { amount: 10 });
    const now = world.tribe.clock.now().getTime();
    const date = (days: number) => new Date(now + days * dayMs).toISOString().slice(0, 10);
    const read = async (days: number) =>
      (await brian.get(`/api/v1/goals/${id}/progress?period=week&from=${date(days)}`)).body.days;

    expect((await read(-6)).at(-1)).toEqual({ date: date(0), amount: 10, total: 10 });
    expect((await read(-7)).at(-1)).toEqual({ date: date(-1), amount: 0, total: 0 });
    expect((await read(0)).map(({ total }: { total: number }) => total).slice(0, 2)).toEqual([
      10,
      null,
    ]);
  });
});

function weekday(): number {
  return (world.tribe.clock.now().getUTCDay() + 6) % 7;
}
