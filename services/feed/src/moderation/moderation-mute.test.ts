import { dayMs } from '@tribe/service-kit';
import { FeedWorld } from '../feed-world.test-support';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

test('a user that a moderator muted can neither post nor comment nor show stories until the mute ends', async () => {
  const { brian, alvin, tribe } = world;
  const own = await world.post(alvin);
  const other = await world.post(brian);
  const comments = `${path}/${other.id}/comments`;
  const { body: comment } = await alvin.post(comments, { content: 'Strong!' });
  const media_id = world.upload('ready', alvin, 'story');
  const until = new Date(tribe.clock.now().getTime() + dayMs);
  await world.mute(alvin, until);

  const before = await world.written();
  const refused = [
    await alvin.post(path, { caption: 'Buy now' }),
    await alvin.put(`${path}/${own.id}`, { caption: 'Buy now' }),
    await alvin.post(comments, { content: 'Buy now' }),
    await alvin.put(`${path}/comments/${comment.id}`, { content: 'Buy now' }),
    await alvin.post('/api/v1/stories', { media_id }),
  ];
  for (const { status, body } of refused)
    expect([status, body.code, body.until]).toEqual([403, 'SENDER_MUTED', until.toISOString()]);
  expect(await world.written()).toBe(before);

  // The user can still take something back, and others are not affected.
  expect((await alvin.put(`${path}/${own.id}`, { visibility: 'private' })).status).toBe(200);
  expect((await alvin.put(`${path}/${own.id}`, { visibility: 'public' })).status).toBe(403);
  expect((await alvin.delete(`${path}/comments/${comment.id}`)).status).toBe(204);
  expect((await alvin.get(`${path}/${other.id}`)).status).toBe(200);
  expect((await brian.post(comments, { content: 'Thanks' })).status).toBe(201);

  tribe.clock.advance(dayMs);
  expect((await alvin.post(comments, { content: 'Sorry' })).status).toBe(201);
});

test('a post that a muted user may not see does not exist for that user', async () => {
  const { brian, dorcas, tribe } = world;
  const { id } = await world.post(brian);
  await world.mute(dorcas, new Date(tribe.clock.now().getTime() + dayMs));
  const { status, body } = await dorcas.post(`${path}/${id}/comments`, { content: 'Buy now' });
  expect([status, body.code]).toEqual([404, 'POST_NOT_FOUND']);
});
