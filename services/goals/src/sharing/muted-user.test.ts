import { Purges } from '@tribe/jobs';
import { dayMs } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';
import { decideMute } from '../moderation/moderation.test-support';
import { sharedCheckin } from './sharing.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
  await world.partner(world.brian, world.alvin);
});
afterAll(() => world.stop());

test('a user that a moderator muted neither comments nor reacts until the mute is lifted', async () => {
  const { brian, alvin, tribe } = world;
  const { path } = await sharedCheckin(world, brian);
  const comments = `${path}/comments`;
  const { body: comment } = await alvin.post(comments, { content: 'Well done' });
  await alvin.put(`${path}/reaction`, { emoji: '👏' });
  const until = new Date(tribe.clock.now().getTime() + dayMs);
  const { lift } = await decideMute(world, alvin, until);

  const before = await world.written();
  const refused = [
    await alvin.post(comments, { content: 'Buy now' }),
    await alvin.patch(`${comments}/${comment.id}`, { content: 'Buy now' }),
    await alvin.put(`${path}/reaction`, { emoji: '🔥' }),
  ];
  for (const { status, body } of refused)
    expect([status, body.code, body.until]).toEqual([403, 'SENDER_MUTED', until.toISOString()]);
  expect(await world.written()).toBe(before);

  expect((await alvin.delete(`${path}/reaction`)).status).toBe(204);
  expect((await alvin.get(comments)).body.comments).toHaveLength(1);
  expect((await brian.post(comments, { content: 'Thanks' })).status).toBe(201);
  await lift();
  expect((await alvin.post(comments, { content: 'Sorry' })).status).toBe(201);
});

test('an item that is not shared with a muted user does not exist for that user', async () => {
  const { brian, clarie, tribe } = world;
  const { path } = await sharedCheckin(world, brian);
  await decideMute(world, clarie, new Date(tribe.clock.now().getTime() + dayMs));
  const { status, body } = await clarie.post(`${path}/comments`, { content: 'Buy now' });
  expect([status, body.code]).toEqual([404, 'SHARED_ITEM_NOT_FOUND']);
});

test('a mute is forgotten a day after its end', async () => {
  const { dorcas, tribe } = world;
  const untilOf = (days: number) => new Date(tribe.clock.now().getTime() + days * dayMs);
  for (const days of [-1.1, -0.9, 1]) await decideMute(world, dorcas, untilOf(days));
  await tribe.service('goals').app.get(Purges).run();
  const kept = 'SELECT FROM moderation_mutes WHERE user_id = $1';
  expect(await world.rows(kept, [dorcas.id])).toHaveLength(2);
});
