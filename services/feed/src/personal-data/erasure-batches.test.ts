import { OwnPersonalData } from '@tribe/personal-data';
import { dayMs, Transactions } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import { PurgePostsJob } from '../post/purge-posts.job';
import type { Tx } from '../prisma.service';

/** More rows of each kind than a transaction may delete. */
const many = 1_200;
const maxRows = 700;

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

/** Gives a post many likes, comments, replies, likes of a comment and entries in feeds. */
async function makePopular(postId: string): Promise<void> {
  const users = `generate_series(1, ${many})`;
  const [comment] = await world.rows<{ id: string }>(
    `INSERT INTO post_comments (id, post_id, user_id, content, created_at)
     SELECT gen_random_uuid(), $1, gen_random_uuid(), 'Strong!', now() FROM ${users} RETURNING id`,
    [postId],
  );
  await world.rows(
    `INSERT INTO post_comments (id, post_id, parent_id, user_id, content, created_at)
     SELECT gen_random_uuid(), $1, $2, gen_random_uuid(), 'Indeed', now() FROM generate_series(1, 400)`,
    [postId, comment!.id],
  );
  await world.rows(
    `INSERT INTO comment_likes (id, comment_id, user_id, is_active, version, updated_at)
     SELECT gen_random_uuid(), $1, gen_random_uuid(), true, 1, now() FROM ${users}`,
    [comment!.id],
  );
  await world.rows(
    `INSERT INTO post_likes (id, post_id, user_id, is_active, version, updated_at)
     SELECT gen_random_uuid(), $1, gen_random_uuid(), true, 1, now() FROM ${users}`,
    [postId],
  );
  await world.rows(
    `INSERT INTO feed_entries (user_id, post_id, published_at)
     SELECT gen_random_uuid(), $1, now() FROM ${users}`,
    [postId],
  );
}

const tables = ['posts', 'post_comments', 'post_likes', 'comment_likes', 'feed_entries'];

async function storedRows(): Promise<number> {
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`).join(' + ');
  const [row] = await world.rows<{ stored: number }>(`SELECT (${counts})::int AS stored`);
  return row!.stored;
}

async function eraseBatch({ id }: Person): Promise<Readonly<Record<string, number>>> {
  const { app } = world.tribe.service('feed');
  const { source } = app.get(OwnPersonalData, { strict: false });
  return app.get<Transactions<Tx>>(Transactions).run((tx) => source.erase(tx, id));
}

test('no transaction of an erasure deletes more than some hundred rows, and nothing is left', async () => {
  const author = await world.tribe.person('popular');
  const { id } = await world.post(author, { visibility: 'public' });
  await world.post(author, { caption: 'Nobody has seen this one' });
  await makePopular(id);

  let isLeft = true;
  while (isLeft) {
    const before = await storedRows();
    const counts = await eraseBatch(author);
    expect(before - (await storedRows())).toBeLessThanOrEqual(maxRows);
    isLeft = Object.values(counts).some((count) => count > 0);
  }

  expect(await storedRows()).toBe(0);
  expect(await world.eventsOf(id)).toEqual(['1 created', '2 deleted']);
});

test('an erasure deletes the comments of a user together, those with many replies one by one', async () => {
  const { brian } = world;
  const friend = await world.tribe.person('talker');
  const { id } = await world.post(brian, { visibility: 'public' });
  await world.rows(
    `INSERT INTO post_comments (id, post_id, user_id, content, created_at)
     SELECT gen_random_uuid(), $1, $2, 'Strong!', now() FROM generate_series(1, 150)`,
    [id, friend.id],
  );
  await world.rows('UPDATE posts SET comments_count = 150 WHERE id = $1', [id]);
  expect(await eraseBatch(friend)).toMatchObject({ comments_deleted: 100 });
  expect(await eraseBatch(friend)).toMatchObject({ comments_deleted: 50 });
  expect((await brian.get(`/api/v1/posts/${id}`)).body.comments_count).toBe(0);
  await brian.delete(`/api/v1/posts/${id}`);
});

test('deleted posts are purged after a day, with everything that belongs to them', async () => {
  const { brian, tribe } = world;
  const [{ id: old }, { id: recent }] = [await world.post(brian), await world.post(brian)];
  await makePopular(old);
  await brian.delete(`/api/v1/posts/${old}`);
  tribe.clock.advance(dayMs + 1_000);
  await brian.delete(`/api/v1/posts/${recent}`);
  await tribe.settled();

  await tribe.service('feed').app.get(PurgePostsJob, { strict: false }).run();
  expect(await world.rows('SELECT id FROM posts')).toEqual([{ id: recent }]);
  expect(await world.rows('SELECT 1 FROM feed_entries WHERE post_id = $1', [old])).toEqual([]);
  for (const table of ['post_comments', 'post_likes', 'comment_likes'])
    expect(await world.rows(`SELECT 1 FROM ${table} LIMIT 1`)).toEqual([]);
});
