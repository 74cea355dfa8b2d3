import { newId } from '@tribe/service-kit';
import { eventually, MediaDouble, type Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

test('a text is a post with its author, without likes and media', async () => {
  const { brian } = world;
  const body = await world.post(brian, { caption: 'Words', location: 'Karura' });
  expect(body).toMatchObject({
    user: { id: brian.id, username: brian.username },
    caption: 'Words',
    post_type: 'text',
    media_url: null,
    media_state: null,
    goal: null,
    location: 'Karura',
    visibility: 'friends',
    is_archived: false,
    likes_count: 0,
    comments_count: 0,
    is_liked_by_me: false,
    time_ago: 'just now',
  });
  expect(await world.eventsOf(body.id)).toEqual(['1 created']);
});

test('users see a post as its visibility says, and for others it does not exist', async () => {
  const { brian, alvin, dorcas } = world;
  const statuses: Record<string, number[]> = {};
  for (const visibility of ['public', 'friends', 'private', 'everyone', 'friends_only']) {
    const { id } = await world.post(brian, { visibility });
    const answers = [brian, alvin, dorcas].map((reader) => reader.get(`${path}/${id}`));
    statuses[visibility] = (await Promise.all(answers)).map(({ status }) => status);
  }
  expect(statuses).toEqual({
    public: [200, 200, 200],
    everyone: [200, 200, 200],
    friends: [200, 200, 404],
    friends_only: [200, 200, 404],
    private: [200, 404, 404],
  });
  const unknown = await dorcas.get(`${path}/${newId()}`);
  expect(unknown).toMatchObject({ status: 404, body: { code: 'POST_NOT_FOUND' } });
});

test('only the author sees a photo until its media is processed; then friends see it with its sizes', async () => {
  const { brian, alvin } = world;
  const media_id = world.upload('processing');
  const { id, ...created } = await world.post(brian, { media_id });
  expect(created).toMatchObject({ post_type: 'photo', media_state: 'processing', media_url: null });
  expect((await alvin.get(`${path}/${id}`)).status).toBe(404);
  expect(await world.captions(alvin)).not.toContain('A photo');

  await world.mediaReady(media_id, brian);
  expect((await alvin.get(`${path}/${id}`)).body).toMatchObject({
    media_state: 'ready',
    media_url: `${MediaDouble.urlOf(media_id)}/large.jpg`,
    media_thumbnail_url: `${MediaDouble.urlOf(media_id)}/thumb.jpg`,
    media_width: 1080,
    media_height: 1350,
  });
  const { body } = await alvin.get('/api/v1/feed');
  expect(body.posts[0].id).toBe(id);
  expect(await world.eventsOf(id)).toEqual(['1 created', '2 updated']);
});

test('a photo whose media was processed before the post is seen at once', async () => {
  const { brian, alvin } = world;
  const early = world.upload('processing');
  await world.mediaReady(early, brian);
  for (const media_id of [early, world.upload('ready')]) {
    const { id } = await world.post(brian, { media_id });
    expect((await alvin.get(`${path}/${id}`)).status).toBe(200);
  }
});

test('a photo whose media is rejected stays invisible for others', async () => {
  const { brian, alvin } = world;
  const media_id = world.upload('processing');
  const { id } = await world.post(brian, { media_id });
  await world.mediaRejected(media_id, brian);
  expect((await brian.get(`${path}/${id}`)).body.media_state).toBe('gone');
  expect((await alvin.get(`${path}/${id}`)).status).toBe(404);
});

test.each([
  ['POST_MEDIA_REQUIRED', () => ({ caption: 'x', post_type: 'photo' })],
  ['POST_MEDIA_REQUIRED', () => ({})],
  ['MEDIA_NOT_USABLE', () => ({ media_id: newId() })],
  ['MEDIA_NOT_USABLE', () => ({ media_id: world.upload('ready', world.alvin) })],
  ['MEDIA_NOT_USABLE', () => ({ media_id: world.upload('ready', world.brian, 'story') })],
  ['GOAL_NOT_YOURS', () => ({ caption: 'x', goal_id: newId() })],
  ['VALIDATION_FAILED', () => ({ caption: 'x'.repeat(2201) })],
  ['VALIDATION_FAILED', () => ({ caption: 'x', visibility: 'all' })],
  ['VALIDATION_FAILED', () => ({ caption: 'x', media_id: 'x' })],
  ['VALIDATION_FAILED', () => ({ caption: 'x', likes_count: 5 })],
])('refuses a post with %s and writes nothing', async (code, body) => {
  const before = await world.written();
  expect(await world.brian.post(path, body())).toMatchObject({ status: 422, body: { code } });
  expect(await world.written()).toBe(before);
});

test('the title of a goal with other participants is shown to participants only, and to nobody after the author has left', async () => {
  const { brian, alvin, clarie } = world;
  const goal_id = newId();
  world.participations.add(goal_id);
  await world.goal(goal_id, [brian, clarie]);
  const { id } = await world.post(brian, { goal_id, visibility: 'public' });
  const goalSeenBy = async (person: Person) => (await person.get(`${path}/${id}`)).body.goal;
  expect(await goalSeenBy(clarie)).toEqual({ id: goal_id, title: 'Run a 5K' });
  expect(await goalSeenBy(alvin)).toBeNull();

  const left = newId();
  await world.goal(left, [clarie]);
  const database = await world.tribe.db('feed');
  await database.query('UPDATE posts SET goal_id = $1 WHERE id = $2', [left, id]);
  expect(await goalSeenBy(clarie)).toBeNull();
});

test('the title of a public goal is shown to all who see the post, until the goal becomes private', async () => {
  const { brian, alvin, clarie, dorcas } = world;
  const goal_id = newId();
  world.participations.add(goal_id);
  await world.goal(goal_id, [brian, clarie], { isPublic: true });
  const { id } = await world.post(brian, { goal_id, visibility: 'public' });
  const goalSeenBy = async (person: Person) => (await person.get(`${path}/${id}`)).body.goal;
  const shown = { id: goal_id, title: 'Run a 5K' };
  expect([await goalSeenBy(alvin), await goalSeenBy(dorcas)]).toEqual([shown, shown]);
  await world.goal(goal_id, [brian, clarie], { version: 2 });
  expect([await goalSeenBy(dorcas), await goalSeenBy(clarie)]).toEqual([null, shown]);
});

test('a goal that is known from before its privacy was is shown to all after a replay', async () => {
  const { brian, clarie, dorcas } = world;
  const goal_id = newId();
  world.participations.add(goal_id);
  await world.goal(goal_id, [brian, clarie], { isPublic: true });
  const database = await world.tribe.db('feed');
  await database.query('UPDATE goal_cards SET is_public = NULL WHERE goal_id = $1', [goal_id]);
  const { id } = await world.post(brian, { goal_id, visibility: 'public' });
  const goalSeenBy = async (person: Person) => (await person.get(`${path}/${id}`)).body.goal;
  expect(await goalSeenBy(dorcas)).toBeNull();
  await world.goal(goal_id, [brian, clarie], { isPublic: true });
  expect(await goalSeenBy(dorcas)).toEqual({ id: goal_id, title: 'Run a 5K' });
});

test('names a goal of the author, also when its event is under way, until the goal is deleted', async () => {
  const { brian, alvin } = world;
  const goal_id = newId();
  world.participations.add(goal_id);
  const { id, goal } = await world.post(brian, { goal_id });
  expect(goal).toBeNull();
  await world.goal(goal_id, [brian]);
  const goalSeenBy = async () => (await alvin.get(`${path}/${id}`)).body.goal;
  expect(await goalSeenBy()).toEqual({ id: goal_id, title: 'Run a 5K' });
  expect((await alvin.post(path, { caption: 'Mine?', goal_id: newId() })).status).toBe(422);
  await world.goalDeleted(goal_id);
  expect(await goalSeenBy()).toBeNull();
});

test('the author changes and archives a post; an ETag of an older version is refused with 412', async () => {
  const { brian, alvin } = world;
  const { id } = await world.post(brian);
  const { etag = '' } = (await brian.get(`${path}/${id}`)).headers;
  const put = (body: object) => brian.put(`${path}/${id}`, body, { headers: { 'if-match': etag } });
  expect((await put({ caption: 'Eleven', is_archived: true })).body).toMatchObject({
    caption: 'Eleven',
    is_archived: true,
  });
  expect((await put({ caption: 'Twelve' })).status).toBe(412);
  expect((await alvin.get(`${path}/${id}`)).status).toBe(404);
  expect((await alvin.put(`${path}/${id}`, { caption: 'Mine' })).status).toBe(404);

  const own = `/api/v1/users/${brian.id}/posts?archived=true`;
  expect((await brian.get(own)).body.posts.map((post: { id: string }) => post.id)).toEqual([id]);
  expect((await alvin.get(own)).body.posts).toEqual([]);
  await brian.put(`${path}/${id}`, { is_archived: false });
  expect((await alvin.get(`${path}/${id}`)).status).toBe(200);
  expect(await world.eventsOf(id)).toEqual(['1 created', '2 updated', '3 updated']);
});

test('a friend may not change or delete a post', async () => {
  const { id } = await world.post(world.brian);
  const before = await world.written();
  const answers = [
    await world.alvin.put(`${path}/${id}`, { caption: 'Mine' }),
    await world.alvin.delete(`${path}/${id}`),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual(['PERMISSION_DENIED', 'PERMISSION_DENIED']);
  expect(await world.written()).toBe(before);
});

test('a deleted post is gone for all, and its media is released', async () => {
  const { brian, alvin } = world;
  const media_id = world.upload('ready');
  const { id } = await world.post(brian, { media_id, caption: 'Soon gone' });
  await eventually(() => world.isKept(media_id));
  expect((await brian.delete(`${path}/${id}`)).status).toBe(204);
  expect((await brian.get(`${path}/${id}`)).status).toBe(404);
  expect(await world.captions(alvin)).not.toContain('Soon gone');
  expect(await world.eventsOf(id)).toEqual(['1 created', '2 deleted']);
  await eventually(() => !world.isKept(media_id));
});

test('lists the posts of a user that the caller sees, newest first in pages', async () => {
  const author = await world.tribe.person('eve');
  await world.befriend(author, world.alvin);
  await world.change(author, {});
  await world.tribe.settled();
  for (const [caption, visibility] of Object.entries({
    one: 'public',
    two: 'friends',
    own: 'private',
  }))
    await world.post(author, { caption, visibility });

  const list = `/api/v1/users/${author.id}/posts`;
  const captions = ({ body }: { body: { posts: { caption: string }[] } }) =>
    body.posts.map(({ caption }) => caption);
  const first = await author.get(`${list}?limit=2`);
  expect(captions(first)).toEqual(['own', 'two']);
  const cursor = first.body.pagination.next_cursor;
  expect(captions(await author.get(`${list}?limit=2&cursor=${cursor}`))).toEqual(['one']);
  const seen = await world.alvin.get(list);
  expect([captions(seen), seen.body.pagination.total]).toEqual([['two', 'one'], 2]);
  expect((await world.dorcas.get(list)).body.code).toBe('USER_NOT_FOUND');
});
