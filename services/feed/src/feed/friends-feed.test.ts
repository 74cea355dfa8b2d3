import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  // Brian is the only one with more than two friends.
  world = await FeedWorld.start({ FEED_PULL_FRIENDS: '4' });
});
afterAll(() => world.stop());

/** A page of three posts. */
async function pageOf(reader: Person, cursor: string | null) {
  const after = cursor === null ? '' : `&cursor=${cursor}`;
  const { body } = await reader.get(`/api/v1/feed?limit=3${after}`);
  const ids: string[] = body.posts.map(({ id }: { id: string }) => id);

  return { ids, cursor: body.pagination.next_cursor as string | null };
}

/** Two new friends. */
async function friends(name: string): Promise<[reader: Person, author: Person]> {
  const reader = await world.tribe.person(`${name}r`);
  const author = await world.tribe.person(`${name}a`);
  await world.befriend(reader, author);
  await world.tribe.settled();
  return [reader, author];
}

test('the feed has own posts and those of friends, strictly by time, and nothing of others', async () => {
  const [reader, author] = await friends('time');
  await world.post(author, { caption: 'first', visibility: 'public' });
  await world.post(reader, { caption: 'own' });
  await world.post(world.dorcas, { caption: 'of a stranger', visibility: 'public' });
  await world.post(author, { caption: 'secret', visibility: 'private' });
  await world.post(author, { caption: 'last' });
  const expected = ['last', 'own', 'first'];
  expect(await world.captions(reader)).toEqual(expected);
  expect(await world.captions(reader, 'feed_type=following')).toEqual(expected);
  const { body } = await reader.get(path);
  expect(body.pagination).toMatchObject({ total: 3, has_more: false });
});

test('a new friend brings earlier posts, and takes all of them along', async () => {
  const [reader, author] = [await world.tribe.person('newr'), await world.tribe.person('newa')];
  await world.post(author, { caption: 'before', visibility: 'public' });
  expect(await world.captions(reader)).toEqual([]);
  await world.befriend(reader, author);
  expect(await world.captions(reader)).toEqual(['before']);
  await world.unfriend(reader, author);
  expect(await world.captions(reader)).toEqual([]);
  expect(await world.rows('SELECT 1 FROM feed_entries WHERE user_id = $1', [reader.id])).toEqual(
    [],
  );
});

test.each<[string, (reader: Person, author: Person, postId: string) => Promise<unknown>]>([
  ['deleted', (_, author, id) => author.delete(`${path}/${id}`)],
  ['archived', (_, author, id) => author.put(`${path}/${id}`, { is_archived: true })],
  ['made private', (_, author, id) => author.put(`${path}/${id}`, { visibility: 'private' })],
  ['of a user who blocked the reader', (reader, author) => world.block(author, reader)],
  ['of a user that the reader blocked', (reader, author) => world.block(reader, author)],
  ['of a closed account', (_, author) => world.change(author, { isActive: false })],
])('an entry that is %s is gone from the feed with the next read', async (name, change) => {
  const [reader, author] = await friends(name.replaceAll(/\W/g, '').slice(0, 20));
  const { id } = await world.post(author, { caption: 'seen' });
  expect(await world.captions(reader)).toEqual(['seen']);
  await change(reader, author, id);
  expect((await reader.get('/api/v1/feed')).body).toMatchObject({
    posts: [],
    pagination: { total: 0 },
  });
});

test('a post that becomes visible enters the feed at its time', async () => {
  const [reader, author] = await friends('opened');
  const { id } = await world.post(author, { caption: 'hidden', visibility: 'private' });
  await world.post(author, { caption: 'later' });
  expect(await world.captions(reader)).toEqual(['later']);
  await author.put(`${path}/${id}`, { visibility: 'friends' });
  expect(await world.captions(reader)).toEqual(['later', 'hidden']);
});

test('posts of an author with many friends are not written into feeds, but read, each once', async () => {
  const author = await world.tribe.person('popular');
  const readers: Person[] = [];
  for (const name of ['p1', 'p2', 'p3']) {
    const reader = await world.tribe.person(name);
    await world.befriend(author, reader);
    readers.push(reader);
  }
  await world.tribe.settled();
  const reader = readers[0] as Person;
  await world.post(author, { caption: 'written' });
  expect(await world.captions(reader)).toEqual(['written']);

  const fourth = await world.tribe.person('p4');
  await world.befriend(author, fourth);
  await world.tribe.settled();
  const { id } = await world.post(author, { caption: 'read' });
  await world.post(reader, { caption: 'own' });
  expect(await world.captions(reader)).toEqual(['own', 'read', 'written']);
  expect(await world.captions(fourth)).toEqual(['read', 'written']);
  expect(await world.rows('SELECT 1 FROM feed_entries WHERE post_id = $1', [id])).toEqual([]);
  expect(await world.captions(world.dorcas)).not.toContain('read');

  await world.unfriend(author, fourth);
  expect(await world.captions(fourth)).toEqual([]);
});

test('a walk through the feed repeats and loses no post while others are added and deleted', async () => {
  const [reader, author] = await friends('walk');
  const ids: string[] = [];
  for (let index = 0; index < 20; index += 1)
    ids.push((await world.post(index % 4 ? author : reader, { caption: `post ${index}` })).id);
  await world.tribe.settled();
  const deleted = ids.filter((_, index) => index % 5 === 0);

  const seen: string[] = [];
  const lengths = new Set<number>();
  let cursor: string | null = null;
  do {
    const page = await pageOf(reader, cursor);
    seen.push(...page.ids);
    cursor = page.cursor;
    if (cursor) lengths.add(cursor.length);

    await world.post(author, { caption: 'new' });
    const gone = deleted.pop();
    if (gone) await (ids.indexOf(gone) % 4 ? author : reader).delete(`${path}/${gone}`);
    await world.tribe.settled();
  } while (cursor !== null);

  const kept = ids.filter((_, index) => index % 5 !== 0).reverse();
  expect(seen.filter((id) => kept.includes(id))).toEqual(kept);
  expect(new Set(seen).size).toBe(seen.length);
  expect(lengths).toEqual(new Set([54]));
});

test.each(['feed_type=all', 'cursor=x', 'limit=0', 'limit=101'])(
  'refuses the query %s',
  async (query) => {
    const { status } = await world.brian.get(`/api/v1/feed?${query}`);
    expect([400, 422]).toContain(status);
  },
);
