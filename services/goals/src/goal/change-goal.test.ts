import { dayMs } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

describe('changing a goal (GO-18, R21)', () => {
  test.each(['put', 'patch'] as const)(
    '%s changes the given fields and keeps the others',
    async (method) => {
      const goal = await world.trip({ category: 'travel', description: 'Beaches' });
      const { status, body } = await world.brian[method](`/api/v1/goals/${goal.id}`, {
        title: 'Trip to Lamu',
        description: null,
        target_date: inDays(9),
      });
      expect(status).toBe(200);
      const { participants } = goal;
      expect(body).toEqual({
        ...goal,
        participants,
        title: 'Trip to Lamu',
        description: null,
        target_date: inDays(9),
        days_remaining: 9,
        updated_at: expect.any(String),
      });
      const events = await world.eventsOf(goal.id);
      expect(events.map(({ name, version }) => `${name} ${version}`)).toEqual([
        'GoalCreated 1',
        'GoalUpdated 2',
      ]);
      expect(events[1]!.data).toMatchObject({
        updatedBy: world.brian.id,
        goal: { title: 'Trip to Lamu', category: 'travel' },
      });
    },
  );

  test('publishes no event for a request that changes nothing', async () => {
    const goal = await world.trip({ target_date: inDays(3) });
    const same = {
      title: goal.title,
      target_amount: 3000,
      target_date: inDays(3),
      status: 'active',
      is_archived: false,
      image_url: null,
    };
    const { status, body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, same);
    expect(status).toBe(200);
    expect(body).toEqual(goal);
    expect(await world.eventsOf(goal.id)).toHaveLength(1);
  });

  test('a new target changes the progress', async () => {
    const goal = await world.trip();
    await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1000 });
    const { body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_amount: 1500 });
    expect(body).toMatchObject({ current_amount: 1000, progress_percentage: 66.66 });
  });

  test('a goal that becomes a yes/no goal does not keep the share of its amount', async () => {
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    await world.alvin.post(`${path}/contributions`, { amount: 1500 });
    const changed = await world.brian.patch(path, { target_type: 'boolean' });
    expect(changed.body).toMatchObject({ target_type: 'boolean', progress_percentage: 0 });
    const listed = await world.brian.get('/api/v1/goals');
    expect(listed.body.goals[0]).toMatchObject({ id: goal.id, progress_percentage: 0 });
    expect((await world.eventsOf(goal.id)).at(-1)!.data.goal.progressPercentage).toBe(0);
    expect((await world.brian.post(`${path}/complete`)).body.progress_percentage).toBe(100);
  });

  test('refuses to remove the amount or date that the target type requires', async () => {
    const goal = await world.trip();
    const noAmount = await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_amount: null });
    expect(noAmount.body).toMatchObject({ status: 422, errors: [{ pointer: '/target_amount' }] });
    const noDate = await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_type: 'date' });
    expect(noDate.body).toMatchObject({ status: 422, errors: [{ pointer: '/target_date' }] });
    const both = await world.brian.patch(`/api/v1/goals/${goal.id}`, {
      target_type: 'date',
      target_amount: null,
      target_date: inDays(3),
    });
    expect(both.body).toMatchObject({
      target_type: 'date',
      target_amount: null,
      progress_percentage: 0,
    });
  });

  test('refuses to change the currency after the first contribution with 409 GOAL_CURRENCY_FIXED', async () => {
    const goal = await world.trip();
    expect(
      (await world.brian.patch(`/api/v1/goals/${goal.id}`, { target_currency: 'KES' })).body
        .target_currency,
    ).toBe('KES');
    await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 0.01 });
    const { status, body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, {
      target_currency: 'USD',
    });
    expect([status, body.code]).toEqual([409, 'GOAL_CURRENCY_FIXED']);
  });

  test('refuses to make a goal with other participants individual with 409 GOAL_HAS_PARTICIPANTS', async () => {
    const goal = await world.trip();
    const refused = await world.brian.patch(`/api/v1/goals/${goal.id}`, {
      goal_type: 'individual',
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'GOAL_HAS_PARTICIPANTS']);
    const alone = await world.newGoal(world.brian, { goal_type: 'group' });
    expect(
      (await world.brian.patch(`/api/v1/goals/${alone.id}`, { goal_type: 'individual' })).body
        .goal_type,
    ).toBe('individual');
  });

  test('allows only the status transitions, with all status names', async () => {
    const goal = await world.newGoal(world.brian, { status: 'not_started' });
    const change = async (status: string) => {
      const answer = await world.brian.patch(`/api/v1/goals/${goal.id}`, { status });
      return answer.body.code ?? answer.body.status;
    };
    expect(goal.status).toBe('not_started');
    expect(await change('paused')).toBe('GOAL_STATUS_CONFLICT');
    expect(await change('in_progress')).toBe('active');
    expect(await change('on_hold')).toBe('paused');
    expect(await change('abandoned')).toBe('cancelled');
    expect(await change('completed')).toBe('GOAL_STATUS_CONFLICT');
    expect(await change('not_started')).toBe('GOAL_STATUS_CONFLICT');
    expect(await change('active')).toBe('active');
  });

  test.each([
    ['in_progress', 'active'],
    ['on_hold', 'paused'],
    ['achieved', 'completed'],
    ['abandoned', 'cancelled'],
  ])('takes the status %s as %s (R17)', async (name, status) => {
    const goal = await world.newGoal(world.brian, { status: 'not_started' });
    const path = `/api/v1/goals/${goal.id}`;
    await world.brian.patch(path, { status: 'active' });
    for (const word of [name, status]) {
      const { status: code, body } = await world.brian.patch(path, { status: word });
      expect([code, body.status]).toEqual([200, status]);
    }
    expect((await world.brian.get(path)).body.completed_at !== null).toBe(status === 'completed');
  });

  test('a new goal that is in_progress is active (R17)', async () => {
    const goal = await world.newGoal(world.brian, { status: 'in_progress' });
    expect(goal.status).toBe('active');
  });

  test('archiving a goal keeps its status and refuses contributions', async () => {
    const goal = await world.trip();
    const archived = await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'archived' });
    expect(archived.body).toMatchObject({ status: 'active', archived_at: expect.any(String) });
    const refused = await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1 });
    expect([refused.status, refused.body.code]).toEqual([409, 'GOAL_NOT_ACTIVE']);
    const back = await world.brian.patch(`/api/v1/goals/${goal.id}`, { is_archived: false });
    expect(back.body).toMatchObject({ status: 'active', archived_at: null });
    const published = (await world.eventsOf(goal.id)).slice(-2);
    expect(published.map(({ data }) => data.goal.isArchived)).toEqual([true, false]);
  });
});
