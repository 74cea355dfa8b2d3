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

test('a comment is written once', async () => {
  const { id } = await world.post(world.brian);
  await twice(`${posts}/${id}/comments`, { content: 'Once' });
  expect((await world.brian.get(`${posts}/${id}`)).body.comments_count).toBe(1);
});

test('a like that is sent again with its key changes nothing, also after it was taken back', async () => {
  const { brian, alvin } = world;
  const { id } = await world.post(brian);
  const { body } = await alvin.post(`${posts}/${id}/comments`, { content: 'Strong!' });

  for (const like of [`${posts}/${id}/like`, `${posts}/comments/${body.id}/like`]) {
    const options = { headers: { 'idempotency-key': randomUUID() } };
    const send = async () => (await alvin.post(like, undefined, options)).body;
    const liked = { is_liked_by_me: true, likes_count: 1 };
    expect([await send(), await send()]).toEqual([liked, liked]);
    await alvin.delete(like);
    const before = await world.written();
    expect(await send()).toEqual({ is_liked_by_me: false, likes_count: 0 });
    expect(await world.written()).toBe(before);

    const again = { headers: { 'idempotency-key': randomUUID() } };
    expect((await alvin.post(like, undefined, again)).body).toEqual(liked);
    await alvin.delete(like);
    expect((await alvin.post(like)).body).toEqual(liked);
  }
});

test('likes with a key that arrive together share statements, as those without one do', async () => {
  const { id } = await world.post(world.brian, { visibility: 'public' });
  const names = Array.from({ length: 30 }, (_, index) => `fan${index}`);
  const fans = await Promise.all(names.map((name) => world.tribe.person(name)));
  await world.tribe.settled();
  const answers = await Promise.all(
    fans.map((fan) =>
      fan.post(`${posts}/${id}/like`, undefined, { headers: { 'idempotency-key': randomUUID() } }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await world.brian.get(`${posts}/${id}`)).body.likes_count).toBe(fans.length);
  // The time of a row is that of its transaction.
  const [row] = await world.rows<{ transactions: number }>(
    `SELECT count(DISTINCT o.created_at)::int AS transactions
       FROM post_likes l JOIN outbox o ON o.entity_id = l.id WHERE l.post_id = $1`,
    [id],
  );
  expect(row!.transactions).toBeLessThan(fans.length);
});

test('a story is created once and counts a view once', async () => {
  const stories = '/api/v1/stories';
  await twice(stories, { media_id: world.upload('ready', world.alvin, 'story') });
  const media_id = world.upload('ready', world.brian, 'story');
  const { body } = await world.brian.post(stories, { media_id });
  expect((await twice(`${stories}/${body.id}/view`)).views_count).toBe(1);
});
