import { fromBinary } from '@bufbuild/protobuf';
import { FeedEntriesAddedSchema } from '@tribe/contracts';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start({ FEED_PULL_FRIENDS: '3' });
});
afterAll(() => world.stop());

/** Returns the users that an announcement since the last one names, without Alvin's and Clarie's order. */
async function announced(): Promise<string[][]> {
  await world.tribe.settled();
  const rows = await world.rows<{ payload: Buffer }>(
    `SELECT payload FROM outbox WHERE subject = 'tribe.feed.entries.added.v1' ORDER BY id`,
  );
  return rows.map(({ payload }) => fromBinary(FeedEntriesAddedSchema, payload).userIds.toSorted());
}
const idsOf = (...people: readonly Person[]) => people.map(({ id }) => id).sort();

test('the friends who see a new post are announced once, whatever happens to it later', async () => {
  const { brian, alvin, clarie } = world;
  const before = (await announced()).length;
  const { id } = await world.post(brian, { visibility: 'private' });
  expect(await announced()).toHaveLength(before);
  await brian.put(`/api/v1/posts/${id}`, { visibility: 'friends' });
  expect((await announced()).slice(before)).toEqual([idsOf(alvin, clarie)]);
  await brian.put(`/api/v1/posts/${id}`, { visibility: 'public' });
  await brian.put(`/api/v1/posts/${id}`, { is_archived: true });
  await brian.put(`/api/v1/posts/${id}`, { is_archived: false });
  expect(await announced()).toHaveLength(before + 1);
});

test('a friend that is hidden from the author is not announced', async () => {
  const { brian, alvin, clarie } = world;
  await world.block(clarie, brian);
  const before = (await announced()).length;
  await world.post(brian);
  expect((await announced()).slice(before)).toEqual([idsOf(alvin)]);
});

test('the readers of an author with many friends are announced without entries', async () => {
  const author = await world.tribe.person('popular');
  const readers = await Promise.all(['r1', 'r2', 'r3'].map((name) => world.tribe.person(name)));
  for (const reader of readers) await world.befriend(author, reader);
  const before = (await announced()).length;
  const { id } = await world.post(author);
  expect((await announced()).slice(before)).toEqual([idsOf(...readers)]);
  expect(await world.rows('SELECT 1 FROM feed_entries WHERE post_id = $1', [id])).toEqual([]);
});
