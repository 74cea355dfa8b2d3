import { GoalsWorld } from '../goals-world.test-support';
import { ReplaceIdleOwnersJob } from './replace-idle-owners.job';

const dayMs = 86_400_000;

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start({ GOAL_OWNER_IDLE_DAYS: '30' });
});
afterAll(() => world.stop());

const rolesOf = async (person: GoalsWorld['brian'], path: string): Promise<string[]> =>
  (await person.get(path)).body.participants.map(
    ({ username, role }: { username: string; role: string }) => `${username} ${role}`,
  );

const replaceIdleOwners = () => world.tribe.service('goals').app.get(ReplaceIdleOwnersJob).run();

describe('an owner who leaves (D16)', () => {
  test('hands the goal over to the member who joined first', async () => {
    const { brian, alvin, clarie } = world;
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    await brian.post(`${path}/contributions`, { amount: 30 });
    expect((await brian.delete(`${path}/participants/${brian.id}`)).status).toBe(204);
    expect((await brian.get(path)).status).toBe(404);
    const { body } = await alvin.get(path);
    expect(body).toMatchObject({ creator_id: alvin.id, current_amount: 30 });
    expect(await rolesOf(alvin, path)).toEqual(['alvinamwata creator', 'clariegor member']);
    expect((await alvin.patch(path, { title: 'Trip to Lamu' })).status).toBe(200);
    expect((await clarie.patch(path, { title: 'x' })).status).toBe(403);
    const events = await world.eventsOf(goal.id);
    expect(events.slice(2, 4)).toMatchObject([
      { name: 'GoalHandedOver', version: 3, data: { previousOwnerId: brian.id } },
      { name: 'GoalParticipantRemoved', version: 4, data: { userId: brian.id } },
    ]);
    expect(events[2]!.data.goal.creatorId).toBe(alvin.id);
  });

  test('is a member when the new owner adds them again', async () => {
    const { brian, alvin } = world;
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    await brian.delete(`${path}/participants/${brian.id}`);
    const { status, body } = await alvin.post(`${path}/participants`, { user_id: brian.id });
    expect([status, body.role]).toEqual([201, 'member']);
  });

  test('hands over once when all participants leave at the same time', async () => {
    const { brian, alvin, clarie } = world;
    const goal = await world.trip();
    const path = `/api/v1/goals/${goal.id}`;
    const answers = await Promise.all(
      [brian, alvin, clarie].map((person) => person.delete(`${path}/participants/${person.id}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 409]);
    const [row] = await world.rows(
      `SELECT count(*)::int AS people, count(*) FILTER (WHERE role = 'creator')::int AS owners
         FROM goal_participants WHERE goal_id = $1 AND left_at IS NULL`,
      [goal.id],
    );
    expect(row).toEqual({ people: 1, owners: 1 });
  });
});

describe('an idle owner (D16)', () => {
  test('loses a group goal to the member who joined first, and stays a member', async () => {
    const owner = await world.newFriend('idle');
    await world.tribe.befriend(owner, world.alvin);
    await world.tribe.settled();
    const goal = await world.newGoal(owner, {
      goal_type: 'group',
      participant_ids: [world.brian.id, world.alvin.id],
    });
    const path = `/api/v1/goals/${goal.id}`;
    world.tribe.clock.advance(31 * dayMs);
    await replaceIdleOwners();
    const roles = await rolesOf(world.brian, path);
    expect(roles.map((role) => role.split(' ')[1])).toEqual(['member', 'creator', 'member']);
    expect((await world.brian.get(path)).body.creator_id).toBe(world.brian.id);
    await replaceIdleOwners();
    const names = (await world.eventsOf(goal.id)).map(({ name }) => name);
    expect(names).toEqual(['GoalCreated', 'GoalHandedOver']);
  });

  test.each([
    [
      'contributed',
      (person: GoalsWorld['brian'], path: string) =>
        person.post(`${path}/contributions`, { amount: 1 }),
    ],
    [
      'changed the goal',
      (person: GoalsWorld['brian'], path: string) => person.patch(path, { title: 'Still here' }),
    ],
    [
      'rests',
      (person: GoalsWorld['brian'], path: string) =>
        person.put(`${path}/rest`, { until: inDays(60) }),
    ],
  ])('who %s in the meantime keeps the goal', async (did, act) => {
    const owner = await world.newFriend(did.replaceAll(' ', ''));
    await world.tribe.settled();
    const goal = await world.newGoal(owner, {
      goal_type: 'group',
      target_amount: 100,
      participant_ids: [world.brian.id],
    });
    const path = `/api/v1/goals/${goal.id}`;
    world.tribe.clock.advance(20 * dayMs);
    expect((await act(owner, path)).status).toBeLessThan(300);
    world.tribe.clock.advance(20 * dayMs);
    await replaceIdleOwners();
    expect((await world.brian.get(path)).body.creator_id).toBe(owner.id);
  });

  test('keeps goals of their own, and goals that are not active', async () => {
    const owner = await world.newFriend('keeper');
    await world.tribe.settled();
    const alone = await world.newGoal(owner, { goal_type: 'group' });
    const paused = await world.newGoal(owner, {
      goal_type: 'group',
      participant_ids: [world.brian.id],
    });
    await owner.post(`/api/v1/goals/${paused.id}/pause`);
    world.tribe.clock.advance(40 * dayMs);
    await replaceIdleOwners();
    for (const { id } of [alone, paused])
      expect((await owner.get(`/api/v1/goals/${id}`)).body.creator_id).toBe(owner.id);
  });
});

function inDays(days: number): string {
  return new Date(world.tribe.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10);
}
