import { ActivityService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';
import { sharedCheckin } from '../sharing/sharing.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
});
afterAll(() => world.stop());

async function activity(viewer: Person, activityType: string, activityId: string) {
  const rpc = (await world.tribe.rpcAs('messaging')).client(ActivityService);
  const question = { viewerId: viewer.id, activityType, activityId };

  return (await rpc.findActivity(question)).activity;
}

test('a goal has its creator and the beginning of its title, for users who see it', async () => {
  const { brian, alvin, dorcas } = world;
  const goal = await world.trip();
  const seen = await activity(alvin, 'goal', goal.id);
  expect(seen?.authorId).toBe(brian.id);
  expect(seen?.summary.startsWith(goal.title)).toBe(true);
  expect(await activity(dorcas, 'goal', goal.id)).toBeUndefined();
  expect(await activity(brian, 'goal', newId())).toBeUndefined();
});

test('a check-in is an activity of its owner, and none for a user who is no partner', async () => {
  const { brian, dorcas } = world;
  const { id } = await sharedCheckin(world, brian);
  expect(await activity(brian, 'checkin', id)).toMatchObject({ authorId: brian.id });
  expect(await activity(dorcas, 'checkin', id)).toBeUndefined();
  await expect(activity(brian, 'comment', id)).rejects.toMatchObject({
    code: 'RPC_REQUEST_INVALID',
  });
});
