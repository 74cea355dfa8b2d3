import { randomUUID } from 'node:crypto';
import { FeedWorld } from './feed-world.test-support';

const posts = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

/** A friend of Brian sends a request twice with the same key. */
async function twice(path: string, body?: object) {
  const options = { headers: { 'idempotency-key': randomUUID() } };
  const first = await world.alvin.post(path, body, options);
  const written = await world.written();
  const second = await world.alvin.post(path, body, options);
  expect(first.status).toBeLessThan(300);
  expect([second.status, second.body]).toEqual([first.status, first.body]);
  expect(second.headers['idempotency-replayed']).toBe('true');
  expect(await world.written()).toBe(written);

  return first.body;
}

test('a post with a media is created once, and in the feeds of friends once', async () => {
  const media_id = world.upload('ready', world.alvin);
  const { id } = await twice(posts, { media_id, caption: 'Once' });
  expect(await world.captions(world.brian)).toEqual(['Once']);
  expect(await world.eventsOf(id)).toEqual(['1 created']);
});

test('a like, a comment and its like are written once', async () => {
  const { id } = await world.post(world.brian);
  expect(await twice(`${posts}/${id}/like`)).toEqual({ is_liked_by_me: true, likes_count: 1 });
  const comment = await twice(`${posts}/${id}/comments`, { content: 'Once' });
  expect((await twice(`${posts}/comments/${comment.id}/like`)).likes_count).toBe(1);
  expect((await world.brian.get(`${posts}/${id}`)).body).toMatchObject({
    likes_count: 1,
    comments_count: 1,
  });
});

test('a story is created once and counts a view once', async () => {
  const stories = '/api/v1/stories';
  await twice(stories, { media_id: world.upload('ready', world.alvin, 'story') });
  const media_id = world.upload('ready', world.brian, 'story');
  const { body } = await world.brian.post(stories, { media_id });
  expect((await twice(`${stories}/${body.id}/view`)).views_count).toBe(1);
});
