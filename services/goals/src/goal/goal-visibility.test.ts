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

  test('a public goal does not tell a stranger the id of a private or closed creator', async () => {
    const [shy, gone] = [await world.newFriend('shy'), await world.newFriend('gone')];
    await world.tribe.settled();
    const ofShy = await world.newGoal(shy, { is_public: true });
    const ofGone = await world.newGoal(gone, { is_public: true });
    await world.hideProfile(shy);
    await world.closeAccount(gone);

    for (const [{ id }, creator] of [
      [ofShy, shy],
      [ofGone, gone],
    ] as const) {
      const { status, body } = await world.dorcas.get(`/api/v1/goals/${id}`);
      expect([status, body.creator_id]).toEqual([200, null]);
      expect(JSON.stringify(body)).not.toContain(creator.id);
    }

    expect((await shy.get(`/api/v1/goals/${ofShy.id}`)).body.creator_id).toBe(shy.id);
    expect((await world.brian.get(`/api/v1/goals/${ofShy.id}`)).body.creator_id).toBe(shy.id);
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
