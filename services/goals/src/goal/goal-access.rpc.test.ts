import { GoalAccessService } from '@tribe/contracts';
import { Replayer } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

describe('CheckGoalAccess', () => {
  async function mayWatch(goalId: string, userId: string): Promise<boolean> {
    const rpc = await world.tribe.rpcAs('realtime');
    const { allowed } = await rpc.client(GoalAccessService).checkGoalAccess({ goalId, userId });
    return allowed;
  }

  test('allows participants and refuses strangers', async () => {
    const { brian, alvin, clarie, dorcas } = world;
    const goal = await world.trip();
    expect(await mayWatch(goal.id, brian.id)).toBe(true);
    expect(await mayWatch(goal.id, alvin.id)).toBe(true);
    expect(await mayWatch(goal.id.toUpperCase(), alvin.id.toUpperCase())).toBe(true);
    expect(await mayWatch(goal.id, dorcas.id)).toBe(false);
    await clarie.delete(`/api/v1/goals/${goal.id}/participants/${clarie.id}`);
    expect(await mayWatch(goal.id, clarie.id)).toBe(false);
  });

  test('allows any user for a public goal until it is deleted', async () => {
    const goal = await world.trip({ is_public: true });
    expect(await mayWatch(goal.id, world.dorcas.id)).toBe(true);
    await world.brian.delete(`/api/v1/goals/${goal.id}`);
    expect(await mayWatch(goal.id, world.dorcas.id)).toBe(false);
    expect(await mayWatch(goal.id, world.brian.id)).toBe(false);
  });

  test('lets only the creator manage a goal', async () => {
    const { brian, alvin, dorcas } = world;
    const { id: goalId } = await world.trip({ is_public: true });
    const rpc = await world.tribe.rpcAs('messaging');

    for (const [person, canManage] of [
      [brian, true],
      [alvin, false],
      [dorcas, false],
    ] as const) {
      const request = { goalId, userId: person.id };
      expect(await rpc.client(GoalAccessService).checkGoalAccess(request)).toMatchObject({
        allowed: true,
        canManage,
      });
    }
  });

  test('refuses unknown and malformed goal ids', async () => {
    for (const goalId of [newId(), '', "' OR 1=1 --", 'x'.repeat(10_000)])
      expect(await mayWatch(goalId, world.brian.id)).toBe(false);
  });
});

test('a replay publishes a snapshot of every goal that is not deleted, with its version', async () => {
  const goal = await world.trip();
  await world.alvin.post(`/api/v1/goals/${goal.id}/contributions`, { amount: 600 });
  const deleted = await world.trip();
  await world.brian.delete(`/api/v1/goals/${deleted.id}`);
  const [alive] = await world.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM goals WHERE deleted_at IS NULL',
  );
  const replayer = world.tribe.service('goals').app.get(Replayer, { strict: false });
  expect(await replayer.replay()).toBe(alive!.count);
  expect((await world.eventsOf(goal.id)).at(-1)).toMatchObject({
    name: 'GoalSnapshotted',
    version: 2,
    data: { goal: { id: goal.id, currentAmount: '600.00', progressPercentage: 20 } },
  });
  expect((await world.eventsOf(deleted.id)).at(-1)!.name).toBe('GoalDeleted');
});
