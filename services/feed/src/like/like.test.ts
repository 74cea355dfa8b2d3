import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

const path = '/api/v1/posts';

let world: FeedWorld;
let fans: Person[];
beforeAll(async () => {
  world = await FeedWorld.start();
  const names = Array.from({ length: 12 }, (_, index) => `fan${index}`);
  fans = await Promise.all(names.map((name) => world.tribe.person(name)));
  await world.tribe.settled();
});
afterAll(() => world.stop());

const storedLikes = async (postId: string) => {
  const [row] = await world.rows<{ counted: number; stored: number }>(
    `SELECT likes_count AS counted,
            (SELECT count(*)::int FROM post_likes WHERE post_id = $1 AND is_active) AS stored
       FROM posts WHERE id = $1`,
    [postId],
  );
  return row;
};

test('many users who like a post at once, again and again, are counted exactly once each', async () => {
  const { id } = await world.post(world.brian, { visibility: 'public' });
  const likes = [...fans, ...fans, ...fans].map((fan) => fan.post(`${path}/${id}/like`));
  const answers = await Promise.all(likes);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await storedLikes(id)).toEqual({ counted: fans.length, stored: fans.length });

  await Promise.all(fans.slice(2).map((fan) => fan.delete(`${path}/${id}/like`)));
  await fans[5]!.delete(`${path}/${id}/like`);
  expect(await storedLikes(id)).toEqual({ counted: 2, stored: 2 });
});

test('a like that is repeated, taken back and given again has an event for each change', async () => {
  const { brian, alvin } = world;
  const { id } = await world.post(brian);
  const like = `${path}/${id}/like`;
  expect((await alvin.post(like)).body).toEqual({ is_liked_by_me: true, likes_count: 1 });
  expect((await alvin.post(like)).body).toEqual({ is_liked_by_me: true, likes_count: 1 });
  expect((await alvin.get(`${path}/${id}`)).body.is_liked_by_me).toBe(true);
  expect((await brian.get(`${path}/${id}`)).body).toMatchObject({
    is_liked_by_me: false,
    likes_count: 1,
  });
  expect((await alvin.delete(like)).body).toEqual({ is_liked_by_me: false, likes_count: 0 });
  expect((await alvin.delete(like)).body).toEqual({ is_liked_by_me: false, likes_count: 0 });
  await alvin.post(like);
  const [row] = await world.rows<{ id: string }>('SELECT id FROM post_likes WHERE post_id = $1', [
    id,
  ]);
  expect(await world.eventsOf(row!.id)).toEqual(['1 changed', '2 changed', '3 changed']);
});

test('taking back a like that was never given writes nothing', async () => {
  const { id } = await world.post(world.brian);
  const before = await world.written();
  expect((await world.alvin.delete(`${path}/${id}/like`)).body.likes_count).toBe(0);
  expect(await world.written()).toBe(before);
});

test('a user that does not see a post can neither like it nor list its likes', async () => {
  const { id } = await world.post(world.brian);
  const before = await world.written();
  const { dorcas } = world;
  const answers = [
    await dorcas.post(`${path}/${id}/like`),
    await dorcas.delete(`${path}/${id}/like`),
    await dorcas.get(`${path}/${id}/likes`),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('POST_NOT_FOUND'));
  expect(await world.written()).toBe(before);
});

test('a like of a post or comment that is being deleted finds neither', async () => {
  const { brian, alvin } = world;
  const { id } = await world.post(brian);
  const { body } = await alvin.post(`${path}/${id}/comments`, { content: 'Strong!' });
  const ofComment = await world.whileLocked(
    (tx) => tx.postComment.delete({ where: { id: body.id } }),
    () => alvin.post(`${path}/comments/${body.id}/like`),
  );
  const ofPost = await world.whileLocked(
    (tx) => tx.post.update({ where: { id }, data: { deletedAt: new Date() } }),
    () => alvin.post(`${path}/${id}/like`),
  );
  expect([ofComment.body.code, ofPost.body.code]).toEqual(['COMMENT_NOT_FOUND', 'POST_NOT_FOUND']);
  expect(await storedLikes(id)).toEqual({ counted: 0, stored: 0 });
});

test('lists the users who like a post in pages, without those hidden from the caller', async () => {
  const { id } = await world.post(world.brian, { visibility: 'public' });
  const [first, second, third] = fans as [Person, Person, Person];
  for (const fan of [first, second, third]) {
    world.tribe.clock.advance(1_000);
    await fan.post(`${path}/${id}/like`);
  }
  await world.block(first, third);

  const page = await world.brian.get(`${path}/${id}/likes?limit=2`);
  const idsOf = ({ body }: typeof page) =>
    body.likes.map(({ user }: { user: { id: string } }) => user.id);
  expect(idsOf(page)).toEqual([third.id, second.id]);
  const cursor = page.body.pagination.next_cursor;
  expect(idsOf(await world.brian.get(`${path}/${id}/likes?cursor=${cursor}`))).toEqual([first.id]);
  const seen = await first.get(`${path}/${id}/likes`);
  expect([idsOf(seen), seen.body.pagination.total]).toEqual([[second.id, first.id], 2]);
});
