import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

describe('completing a goal (GO-22)', () => {
  test('publishes GoalCompleted with the completion time', async () => {
    const { brian } = world;
    const goal = await world.trip();
    const { status, body } = await brian.post(`/api/v1/goals/${goal.id}/complete`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: goal.id,
      status: 'completed',
      completed_at: expect.any(String),
    });
    const [, completed] = await world.eventsOf(goal.id);
    expect(completed).toMatchObject({
      name: 'GoalCompleted',
      version: 2,
      data: { completedBy: { id: brian.id, username: 'brianokuku' } },
    });
    const { seconds, nanos } = completed!.data.completedAt;
    expect(new Date(Number(seconds) * 1000 + nanos / 1_000_000).toISOString()).toBe(
      body.completed_at,
    );
    expect(completed!.data.goal.participants).toHaveLength(3);
  });

  test('publishes no second event when the goal is already completed', async () => {
    const goal = await world.trip();
    const first = await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    const second = await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect((await world.eventsOf(goal.id)).map(({ name }) => name)).toEqual([
      'GoalCreated',
      'GoalCompleted',
    ]);
  });

  test('publishes GoalCompleted for a PATCH of the status', async () => {
    const goal = await world.newGoal(world.brian, { title: 'Learn Swahili' });
    const { body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, {
      status: 'achieved',
      title: 'Learned Swahili',
    });
    expect(body).toMatchObject({
      status: 'completed',
      title: 'Learned Swahili',
      progress_percentage: 100,
    });
    expect(
      (await world.eventsOf(goal.id)).map(({ name, version }) => `${name} ${version}`),
    ).toEqual(['GoalCreated 1', 'GoalCompleted 2']);
  });

  test('refuses to complete a cancelled goal with 409 GOAL_STATUS_CONFLICT', async () => {
    const goal = await world.trip();
    await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'cancelled' });
    const { status, body } = await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    expect([status, body.code]).toEqual([409, 'GOAL_STATUS_CONFLICT']);
  });

  test('clears completed_at when the goal becomes active again', async () => {
    const goal = await world.trip();
    await world.brian.post(`/api/v1/goals/${goal.id}/complete`);
    const { body } = await world.brian.patch(`/api/v1/goals/${goal.id}`, { status: 'active' });
    expect(body).toMatchObject({ status: 'active', completed_at: null });
  });
});
