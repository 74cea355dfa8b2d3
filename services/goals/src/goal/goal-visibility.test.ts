import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

describe('seeing a goal (GO-18)', () => {
  test('a private goal of strangers returns the same response as an unknown goal', async () => {
    const goal = await world.trip();
    const hidden = await world.dorcas.get(`/api/v1/goals/${goal.id}`);
    const unknown = await world.dorcas.get('/api/v1/goals/0199a000-0000-7000-8000-000000000000');
    expect(hidden.status).toBe(404);
    expect(hidden.body.code).toBe('GOAL_NOT_FOUND');
    expect({ ...hidden.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
  });

  test('any caller sees a public goal', async () => {
    const goal = await world.trip({ is_public: true });
    const { status, body } = await world.dorcas.get(`/api/v1/goals/${goal.id}`);
    expect(status).toBe(200);
    expect(body.participants).toHaveLength(3);
  });

  test('accepts an id in upper case', async () => {
    const goal = await world.trip();
    expect((await world.alvin.get(`/api/v1/goals/${goal.id.toUpperCase()}`)).body.id).toBe(goal.id);
  });
});

describe('deleting a goal (GO-18)', () => {
  test('hides the goal from all callers and keeps its contributions', async () => {
    const { brian, alvin, clarie } = world;
    const goal = await world.trip({ is_public: true });
    await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 5 });
    const { status, body } = await brian.delete(`/api/v1/goals/${goal.id}`);
    expect([status, body]).toEqual([204, undefined]);
    for (const person of [brian, alvin, world.dorcas])
      expect((await person.get(`/api/v1/goals/${goal.id}`)).status).toBe(404);
    expect((await brian.delete(`/api/v1/goals/${goal.id}`)).status).toBe(404);
    expect((await alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 5 })).status).toBe(
      404,
    );
    const listed = await alvin.get('/api/v1/goals?status=all&limit=100');
    expect(listed.body.goals.map(({ id }: { id: string }) => id)).not.toContain(goal.id);
    const deleted = (await world.eventsOf(goal.id)).at(-1);
    expect(deleted).toMatchObject({
      name: 'GoalDeleted',
      version: 3,
      data: {
        goalId: goal.id,
        title: goal.title,
        deletedBy: brian.id,
        participantIds: [brian.id, alvin.id, clarie.id],
      },
    });
    expect(
      await world.rows('SELECT amount FROM goal_contributions WHERE goal_id = $1', [goal.id]),
    ).toEqual([{ amount: '5.000' }]);
  });
});
