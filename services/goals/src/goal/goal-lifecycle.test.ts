import { dayMs } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

describe('the life of a goal (GO-08, R17)', () => {
  test('takes each step from the status that permits it', async () => {
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    const step = async (name: string) => {
      const { status, body } = await world.brian.post(`${path}/${name}`);
      return status === 200 ? `${body.status}${body.archived_at ? ' archived' : ''}` : body.code;
    };

    expect(await step('pause')).toBe('paused');
    expect(await step('pause')).toBe('paused');
    expect(await step('resume')).toBe('active');
    expect(await step('resume')).toBe('active');
    expect(await step('archive')).toBe('active archived');
    expect(await step('reopen')).toBe('active');
    expect(await step('complete')).toBe('completed');
    expect(await step('resume')).toBe('GOAL_STATUS_CONFLICT');
    expect(await step('pause')).toBe('GOAL_STATUS_CONFLICT');
    expect(await step('archive')).toBe('completed archived');
    expect(await step('reopen')).toBe('active');
    expect(await step('reopen')).toBe('active');
    expect((await world.eventsOf(goal.id)).map(({ name }) => name)).toEqual([
      'GoalCreated',
      ...Array<string>(4).fill('GoalUpdated'),
      'GoalCompleted',
      ...Array<string>(2).fill('GoalUpdated'),
    ]);
  });

  test('an archived goal that is paused stays paused when it is reopened', async () => {
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    await world.brian.post(`${path}/pause`);
    await world.brian.post(`${path}/archive`);
    const { body } = await world.brian.post(`${path}/reopen`);
    expect(body).toMatchObject({ status: 'paused', archived_at: null });
  });
});

describe('automatic completion (R19)', () => {
  test('completes the goal with the contribution that reaches its target', async () => {
    const goal = await world.trip({ target_amount: 100, auto_complete: true });
    const path = `/api/v1/goals/${goal.id}`;
    await world.alvin.post(`${path}/contributions`, { amount: 99.99 });
    expect((await world.alvin.get(path)).body.status).toBe('active');
    const { status, body } = await world.clarie.post(`${path}/contributions`, { amount: 50 });
    expect([status, body.goal_progress.current_amount]).toEqual([201, 149.99]);
    const seen = await world.brian.get(path);
    expect(seen.body).toMatchObject({
      status: 'completed',
      completed_at: expect.any(String),
      progress_percentage: 100,
      progress_value: 1,
    });
    const events = await world.eventsOf(goal.id);
    expect(events.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'GoalCreated 1',
      'GoalContributionAdded 2',
      'GoalContributionAdded 3',
      'GoalCompleted 4',
    ]);
    expect(events.at(-1)!.data.completedBy.id).toBe(world.clarie.id);
  });

  test('completes the goal once for concurrent contributions across the target', async () => {
    const goal = await world.trip({ target_amount: 5, auto_complete: true });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 1 }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    const names = (await world.eventsOf(goal.id)).map(({ name }) => name);
    expect(names.filter((name) => name === 'GoalCompleted')).toHaveLength(1);
    expect(names.at(-1)).toBe('GoalCompleted');
  });

  test('a reopened goal above its target accepts contributions and stays open', async () => {
    const goal = await world.trip({ target_amount: 5, auto_complete: true });
    const path = `/api/v1/goals/${goal.id}`;
    await world.alvin.post(`${path}/contributions`, { amount: 6 });
    await world.brian.post(`${path}/reopen`);
    expect((await world.alvin.post(`${path}/contributions`, { amount: 6 })).status).toBe(201);
    expect((await world.brian.get(path)).body).toMatchObject({
      status: 'active',
      current_amount: 12,
      progress_percentage: 100,
    });
  });
});

describe('priority and start', () => {
  test('stores and changes priority, start date and automatic completion', async () => {
    const fields = { priority: 'high', start_date: inDays(1), target_date: inDays(9) };
    const goal = await world.trip(fields);
    expect(goal).toMatchObject({ ...fields, auto_complete: true });
    const path = `/api/v1/goals/${goal.id}`;
    const patch = { priority: 'low', start_date: null, auto_complete: false };
    const changed = await world.brian.patch(path, patch);
    expect(changed.body).toMatchObject(patch);
    expect((await world.brian.get(path)).body).toEqual(changed.body);
    const { body } = await world.brian.get('/api/v1/goals?limit=1');
    expect(body.goals[0]).toMatchObject({ id: goal.id, priority: 'low' });
  });

  test('refuses a start after the target date', async () => {
    const fields = { title: 'Trip', goal_type: 'individual', target_date: inDays(3) };
    const created = await world.brian.post('/api/v1/goals', { ...fields, start_date: inDays(4) });
    expect([created.status, created.body.errors[0].pointer]).toEqual([422, '/start_date']);
    const goal = await world.newGoal(world.brian, fields);
    const { status, body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, {
      start_date: inDays(4),
    });
    expect([status, body.errors[0].pointer]).toEqual([422, '/start_date']);
  });
});
