import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

const publicPost = (author: Person, caption: string, fields: object = {}) =>
  world.post(author, { caption, visibility: 'public', ...fields });
const discover = (reader: Person, query = '') =>
  world.captions(reader, `feed_type=discover&${query}`);

test('ranks public posts of other users, and tells why', async () => {
  const { brian, alvin, clarie, dorcas } = world;
  const goal_id = newId();
  await world.goal(goal_id, [brian, dorcas]);
  await publicPost(dorcas, 'plain');
  const { id } = await publicPost(dorcas, 'our goal', { goal_id });
  await publicPost(alvin, 'of a friend');
  await world.post(alvin, { caption: 'for friends only' });
  await publicPost(brian, 'own');
  expect(await discover(brian)).toEqual(['of a friend', 'our goal', 'plain']);
  expect(await world.captions(clarie, 'feed_type=for_you')).toHaveLength(4);

  const { body } = await brian.get(`/api/v1/feed/${id}/why`);
  const reasons = body.reasons as { reason: string; points: number }[];
  expect(reasons.map(({ reason }) => reason)).toEqual(['recent', 'shared_goal']);
  expect(body.score).toBe(reasons.reduce((sum, { points }) => sum + points, 0));
  const unknown = await alvin.get(`/api/v1/feed/${newId()}/why`);
  expect([unknown.status, unknown.body.code]).toEqual([404, 'FEED_ENTRY_NOT_FOUND']);
});

test('leaves out users with a private profile, closed accounts and hidden users', async () => {
  const reader = await world.tribe.person('reader');
  const authors = { shy: 'a private user', gone: 'a closed account', foe: 'a hidden user' };
  const people: Record<string, Person> = {};
  for (const [name, caption] of Object.entries(authors)) {
    people[name] = await world.tribe.person(name);
    await publicPost(people[name], caption);
  }
  expect(await discover(reader)).toEqual(expect.arrayContaining(Object.values(authors)));
  await world.change(people['shy']!, { isPrivate: true });
  await world.change(people['gone']!, { isActive: false });
  await world.block(people['foe']!, reader);
  const seen = await discover(reader);
  expect(Object.values(authors).filter((caption) => seen.includes(caption))).toEqual([]);
});

test('later pages keep the order of the first one, whatever is liked, posted and deleted meanwhile', async () => {
  const { clarie } = world;
  const author = await world.tribe.person('author');
  const ids: string[] = [];
  for (let index = 0; index < 9; index += 1)
    ids.push((await publicPost(author, `post ${index}`)).id);

  const first = await clarie.get('/api/v1/feed?feed_type=discover&limit=4');
  const shown = new Set(first.body.posts.map((post: { id: string }) => post.id));
  const [liked, deleted] = ids.filter((id) => !shown.has(id)) as [string, string];
  await author.delete(`/api/v1/posts/${deleted}`);
  await world.dorcas.post(`/api/v1/posts/${liked}/like`);
  await publicPost(author, 'new');

  const seen: string[] = [...shown] as string[];
  let cursor = first.body.pagination.next_cursor;
  while (cursor) {
    const { body } = await clarie.get(`/api/v1/feed?feed_type=discover&limit=4&cursor=${cursor}`);
    seen.push(...body.posts.map((post: { id: string }) => post.id));
    cursor = body.pagination.next_cursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(ids.filter((id) => seen.includes(id))).toEqual(ids.filter((id) => id !== deleted));
});

test('a cursor of another user shows nothing', async () => {
  const { clarie, dorcas } = world;
  const { body } = await clarie.get('/api/v1/feed?feed_type=discover&limit=1');
  const query = `feed_type=discover&cursor=${body.pagination.next_cursor}`;
  expect((await dorcas.get(`/api/v1/feed?${query}`)).body.posts).toEqual([]);
});
