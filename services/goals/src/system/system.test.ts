import { Replayer } from '@tribe/events';
import { dayMs } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start({ SYSTEM_MAX_PER_USER: '20' });
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

const systems = '/api/v1/systems';
const dateIn = (days: number) =>
  new Date(world.tribe.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10);

describe('creating', () => {
  test('a system has the given fields, a streak of zero and an event', async () => {
    const fields = {
      title: 'Read before breakfast',
      description: 'Twenty pages',
      frequency: 'weekly',
      frequency_details: { days_of_week: [4, 0, 2] },
      rest_days: [6],
      metric_type: 'pages',
      target_value: 20.5,
      target_unit: 'pages',
      target_time_local: '07:30',
      verification_required: true,
      checkin_reminder: true,
      reminder_time_local: '07:00',
      ai_assistance_used: true,
    };
    const system = await world.newSystem(world.brian, fields);
    expect(system).toMatchObject({
      ...fields,
      frequency_details: { days_of_week: [0, 2, 4] },
      user_id: world.brian.id,
      goal_id: null,
      status: 'active',
      shared_with_partner: true,
      streak: { unit: 'days', current_streak: 0, longest_streak: 0 },
    });
    const { body } = await world.brian.get(`${systems}/${system.id}`);
    expect(body).toEqual(system);
    expect(await world.eventsOf(system.id)).toMatchObject([
      { name: 'SystemCreated', version: 1, data: { owner: { id: world.brian.id } } },
    ]);
  });

  test.each([-367, 2])('refuses a habit that began %i days from today', async (days) => {
    const before = await world.written();
    const answer = await world.brian.post(systems, { title: 'Read', started_on: dateIn(days) });
    expect([answer.status, answer.body.code]).toEqual([422, 'SYSTEM_START_INVALID']);
    expect(answer.body.errors[0].pointer).toBe('/started_on');
    expect(await world.written()).toBe(before);
  });

  test.each([
    [
      { frequency: 'weekly', frequency_details: { days_of_week: [0], times: 1 } },
      '/frequency_details',
    ],
    [
      { frequency: 'weekly', frequency_details: { days_of_week: [] } },
      '/frequency_details/days_of_week',
    ],
    [{ rest_days: [0, 1, 2, 3, 4, 5, 6] }, '/rest_days'],
    [{ rest_days: [1, 1] }, '/rest_days'],
    [{ rest_days: [7] }, '/rest_days/0'],
    [{ target_time_local: '24:00' }, '/target_time_local'],
  ])('refuses %j with 422 and writes nothing', async (fields, pointer) => {
    const before = await world.written();
    const { status, body } = await world.brian.post(systems, { title: 'Read', ...fields });
    expect([status, body.errors]).toEqual([422, [expect.objectContaining({ pointer })]]);
    expect(await world.written()).toBe(before);
  });

  test.each([
    [{ frequency: 'weekly' }, 'SYSTEM_SCHEDULE_INVALID'],
    [{ frequency: 'daily', frequency_details: { times: 2 } }, 'SYSTEM_SCHEDULE_INVALID'],
    [{ frequency: 'rrule', frequency_details: { rule: 'FREQ=YEARLY' } }, 'SYSTEM_SCHEDULE_INVALID'],
    [{ verification_required: true, shared_with_partner: false }, 'SYSTEM_VERIFICATION_INVALID'],
  ])(
    'refuses %j, whose fields do not belong together, with a code of its own',
    async (fields, code) => {
      const { brian } = world;
      const path = `${systems}/${(await world.newSystem(brian)).id}`;
      const before = await world.written();

      for (const { status, body } of [
        await brian.post(systems, { title: 'Read', ...fields }),
        await brian.patch(path, fields),
      ])
        expect([status, body]).toMatchObject([422, { code, errors: [{}] }]);

      expect(await world.written()).toBe(before);
    },
  );

  test('refuses more systems than the maximum with 409', async () => {
    const { dorcas } = world;
    for (let count = 0; count < 20; count++) await world.newSystem(dorcas);
    const { status, body } = await dorcas.post(systems, { title: 'Too many' });
    expect([status, body.code]).toEqual([409, 'SYSTEM_LIMIT_REACHED']);
  });
});

describe('the systems of a goal', () => {
  test('participants create and see them, viewers only see them, strangers do neither', async () => {
    const { brian, alvin, clarie, dorcas } = world;
    const goal = await world.newGoal(brian, { goal_type: 'group', participant_ids: [alvin.id] });
    const viewer = { user_id: clarie.id, role: 'viewer' };
    await brian.post(`/api/v1/goals/${goal.id}/participants`, viewer);
    const system = await world.newSystem(alvin, { goal_id: goal.id });
    const ofGoal = `${systems}?goal_id=${goal.id}`;

    for (const person of [brian, alvin, clarie]) {
      expect((await person.get(ofGoal)).body.systems).toMatchObject([{ id: system.id }]);
      expect((await person.get(`${systems}/${system.id}`)).status).toBe(200);
    }

    const create = { title: 'Read', goal_id: goal.id };
    expect((await clarie.post(systems, create)).status).toBe(403);
    expect((await dorcas.post(systems, create)).body.code).toBe('GOAL_NOT_FOUND');
    expect((await dorcas.get(ofGoal)).body.code).toBe('GOAL_NOT_FOUND');
    expect((await dorcas.get(`${systems}/${system.id}`)).body.code).toBe('SYSTEM_NOT_FOUND');
    expect((await brian.patch(`${systems}/${system.id}`, { title: 'Mine' })).status).toBe(403);
  });

  test('a stranger of a public goal does not see its systems', async () => {
    const goal = await world.newGoal(world.brian, { is_public: true });
    const system = await world.newSystem(world.brian, { goal_id: goal.id });
    const list = await world.alvin.get(`${systems}?goal_id=${goal.id}`);
    expect([list.status, list.body.code]).toEqual([403, 'PERMISSION_DENIED']);
    expect((await world.alvin.get(`${systems}/${system.id}`)).status).toBe(404);
  });

  test('a participant who leaves keeps the system, and the others see it no longer', async () => {
    const { brian, alvin } = world;
    const goal = await world.newGoal(brian, { goal_type: 'group', participant_ids: [alvin.id] });
    const system = await world.newSystem(alvin, { goal_id: goal.id });
    await alvin.delete(`/api/v1/goals/${goal.id}/participants/${alvin.id}`);
    expect((await alvin.get(`${systems}/${system.id}`)).status).toBe(200);
    expect((await brian.get(`${systems}/${system.id}`)).status).toBe(404);
    expect((await brian.get(`${systems}?goal_id=${goal.id}`)).body.systems).toEqual([]);
  });

  test('a system outlives its goal', async () => {
    const goal = await world.newGoal(world.brian);
    const system = await world.newSystem(world.brian, { goal_id: goal.id });
    await world.brian.delete(`/api/v1/goals/${goal.id}`);
    const { body } = await world.brian.get(`${systems}/${system.id}`);
    expect(body).toMatchObject({ id: system.id, goal_id: null });
  });
});

describe('partners', () => {
  test('an active partner sees a shared system and cannot change it', async () => {
    const { brian, alvin } = world;
    const system = await world.newSystem(brian);
    const secret = await world.newSystem(brian, { shared_with_partner: false });
    const path = `${systems}/${system.id}`;
    expect((await alvin.get(path)).status).toBe(404);
    const end = await world.partner(brian, alvin);
    expect((await alvin.get(path)).status).toBe(200);
    expect((await alvin.get(`${path}/streak/explain`)).status).toBe(200);
    expect((await alvin.get(`${systems}/${secret.id}`)).status).toBe(404);

    for (const refused of [
      await alvin.patch(path, { title: 'Mine' }),
      await alvin.delete(path),
      await alvin.post(`${path}/pause`),
    ])
      expect(refused.body.code).toBe('PERMISSION_DENIED');

    await end();
    expect((await alvin.get(path)).status).toBe(404);
  });
});

describe('changing', () => {
  test('a merge patch changes the given fields, and another version is refused with 412', async () => {
    const { brian } = world;
    const system = await world.newSystem(brian, { target_unit: 'pages' });
    const path = `${systems}/${system.id}`;
    const { headers } = await brian.get(path);
    const patch = { title: 'Write', target_unit: null, frequency: 'times_per_week' };
    const changed = await brian.patch(path, { ...patch, frequency_details: { times: 3 } });
    expect(changed.body).toMatchObject({
      ...patch,
      frequency_details: { times: 3 },
      streak: { unit: 'weeks' },
    });
    const stale = { headers: { 'if-match': String(headers.etag) } };
    expect((await brian.patch(path, { title: 'Late' }, stale)).status).toBe(412);
    expect(await world.eventsOf(system.id)).toMatchObject([
      { name: 'SystemCreated' },
      { name: 'SystemUpdated', version: 2 },
      { name: 'StreakChanged', version: 1 },
    ]);
  });

  test('a patch that changes nothing publishes no event, and one that does not fit is refused', async () => {
    const system = await world.newSystem(world.brian);
    const path = `${systems}/${system.id}`;
    const before = await world.written();
    expect((await world.brian.patch(path, { title: 'Read', rest_days: [] })).status).toBe(200);
    expect((await world.brian.patch(path, { frequency: 'monthly' })).status).toBe(422);
    expect(await world.written()).toBe(before);
  });

  test('a deleted system looks like an unknown one', async () => {
    const system = await world.newSystem(world.brian);
    const path = `${systems}/${system.id}`;
    expect((await world.brian.delete(path)).status).toBe(204);
    expect((await world.brian.get(path)).body.code).toBe('SYSTEM_NOT_FOUND');
    expect((await world.eventsOf(system.id)).at(-1)).toMatchObject({ name: 'SystemDeleted' });
  });
});

describe('pauses, vacations and freezes', () => {
  test('pause, resume and archive change the status, once, and lists filter by it', async () => {
    const { clarie } = world;
    const system = await world.newSystem(clarie);
    const path = `${systems}/${system.id}`;
    const listed = async (status: string) =>
      (await clarie.get(`${systems}?status=${status}`)).body.systems.length;
    const paused = await clarie.post(`${path}/pause`);
    expect(paused.body).toMatchObject({ status: 'paused', streak: { status_today: 'paused' } });
    expect((await clarie.post(`${path}/pause`)).body.status).toBe('paused');
    expect([await listed('active'), await listed('paused')]).toEqual([0, 1]);
    const resumed = await clarie.post(`${path}/resume`);
    expect(resumed.body).toMatchObject({ status: 'active', streak: { status_today: 'pending' } });
    expect((await clarie.post(`${path}/archive`)).body.status).toBe('inactive');
    const again = await clarie.post(`${path}/pause`);
    expect([again.status, again.body.code]).toEqual([409, 'SYSTEM_STATUS_CONFLICT']);
    expect([await listed('inactive'), await listed('all')]).toEqual([1, 1]);
    const names = (await world.eventsOf(system.id)).map(({ name }) => name);
    expect(names.filter((name) => name === 'SystemUpdated')).toHaveLength(3);
  });

  test('a vacation covers its days and can be removed', async () => {
    const { brian, alvin } = world;
    const system = await world.newSystem(brian);
    const path = `${systems}/${system.id}/vacations`;
    const range = { starts_on: dateIn(0), ends_on: dateIn(10) };
    const { status, body: vacation } = await brian.post(path, range);
    expect([status, vacation]).toEqual([201, { id: vacation.id, system_id: system.id, ...range }]);
    const streak = async () => (await brian.get(`${systems}/${system.id}/streak`)).body;
    expect(await streak()).toMatchObject({ status_today: 'vacation' });
    expect((await brian.get(path)).body.vacations).toEqual([vacation]);
    expect((await alvin.delete(`${path}/${vacation.id}`)).body.code).toBe('SYSTEM_NOT_FOUND');
    expect((await brian.delete(`${path}/${vacation.id}`)).status).toBe(204);
    expect((await brian.delete(`${path}/${vacation.id}`)).body.code).toBe('VACATION_NOT_FOUND');
    expect(await streak()).toMatchObject({ status_today: 'pending' });
  });

  test.each([
    [0, -1, '/ends_on'],
    [0, 366, '/ends_on'],
    [-8, 1, '/starts_on'],
  ])('refuses a vacation from day %i to day %i with 422', async (from, to, pointer) => {
    const system = await world.newSystem(world.alvin);
    const range = { starts_on: dateIn(from), ends_on: dateIn(to) };
    const { body } = await world.alvin.post(`${systems}/${system.id}/vacations`, range);
    expect(body).toMatchObject({ code: 'VACATION_DATES_INVALID', errors: [{ pointer }] });
  });

  test('a freeze that was not earned is refused with 409', async () => {
    const system = await world.newSystem(world.clarie);
    const { status, body } = await world.clarie.post(`${systems}/${system.id}/freeze`);
    expect([status, body.code]).toEqual([409, 'FREEZE_NOT_AVAILABLE']);
  });
});

test('an explanation has at most 100 days', async () => {
  const system = await world.newSystem(world.clarie);
  const path = `${systems}/${system.id}/streak/explain`;
  const { body } = await world.clarie.get(path);
  expect(body.days).toMatchObject([{ date: dateIn(0), rule: 'pending', evidence_ids: [] }]);
  const range = (days: number) => `?from=${dateIn(-days)}&to=${dateIn(0)}`;
  expect((await world.clarie.get(path + range(99))).status).toBe(200);

  for (const refused of [range(100), `?from=${dateIn(0)}&to=${dateIn(-1)}`]) {
    const { status, body: problem } = await world.clarie.get(path + refused);
    expect([status, problem.code]).toEqual([422, 'STREAK_RANGE_INVALID']);
  }
});

test('pages of systems follow each other without repetition', async () => {
  const { dorcas } = world;
  const first = await dorcas.get(`${systems}?limit=12`);
  const second = await dorcas.get(
    `${systems}?limit=12&cursor=${first.body.pagination.next_cursor}`,
  );
  const ids = [first, second].flatMap(({ body }) =>
    body.systems.map(({ id }: { id: string }) => id),
  );
  expect([new Set(ids).size, first.body.pagination.total]).toEqual([20, 20]);
});

test('a replay publishes a snapshot of every system that is not deleted', async () => {
  const system = await world.newSystem(world.clarie);
  await world.tribe.service('goals').app.get(Replayer, { strict: false }).replay();
  expect((await world.eventsOf(system.id)).at(-1)).toMatchObject({
    name: 'SystemSnapshotted',
    data: { system: { id: system.id, ownerId: world.clarie.id } },
  });
});
