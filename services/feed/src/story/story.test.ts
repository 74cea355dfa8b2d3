import { dayMs, newId } from '@tribe/service-kit';
import { eventually, MediaDouble, type Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import { DeleteExpiredStoriesJob } from './delete-expired-stories.job';

const path = '/api/v1/stories';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());
/** Ends the stories of earlier tests. */
beforeEach(() => world.tribe.clock.advance(dayMs));

const uploadOf = (author: Person, state: 'ready' | 'processing' = 'ready') =>
  world.upload(state, author, 'story');

async function story(author: Person, fields: object = {}) {
  const media_id = uploadOf(author);
  const { status, body } = await author.post(path, { media_id, ...fields });
  expect(status).toBe(201);
  return body;
}

interface Group {
  user: { id: string };
  stories: { id: string; viewed_by_me: boolean }[];
  has_unviewed: boolean;
}

const listOf = async (viewer: Person): Promise<Group[]> => (await viewer.get(path)).body.stories;

test('friends see a story, strangers do not', async () => {
  const { brian, alvin, dorcas } = world;
  const media_id = uploadOf(world.brian);
  const { id, ...shown } = await story(brian, { media_id });
  expect(shown).toMatchObject({
    user_id: brian.id,
    media_state: 'ready',
    media_url: `${MediaDouble.urlOf(media_id)}/large.jpg`,
    media_type: 'image',
    duration: 5,
    views_count: 0,
    viewed_by_me: true,
  });
  expect((await alvin.get(`${path}/${id}`)).body).toMatchObject({ viewed_by_me: false });
  expect((await listOf(alvin)).map(({ user }) => user.id)).toEqual([brian.id]);
  const [hidden, unknown] = [
    await dorcas.get(`${path}/${id}`),
    await dorcas.get(`${path}/${newId()}`),
  ];
  expect([hidden.body.code, unknown.body.code]).toEqual(['STORY_NOT_FOUND', 'STORY_NOT_FOUND']);
  expect(await listOf(dorcas)).toEqual([]);
});

test('a story ends after 24 hours for all, at the very moment; a job deletes it and releases its media', async () => {
  const { brian, alvin, tribe } = world;
  const media_id = uploadOf(world.brian);
  const { id } = await story(brian, { media_id });
  await eventually(() => world.isKept(media_id));
  tribe.clock.advance(dayMs - 60_000);
  expect((await alvin.get(`${path}/${id}`)).status).toBe(200);
  tribe.clock.advance(60_000);
  const answers = [
    await alvin.get(`${path}/${id}`),
    await brian.get(`${path}/${id}`),
    await alvin.post(`${path}/${id}/view`),
    await brian.get(`${path}/${id}/views`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect([await listOf(alvin), await listOf(brian)]).toEqual([[], []]);

  await tribe.service('feed').app.get(DeleteExpiredStoriesJob, { strict: false }).run();
  expect(await world.rows('SELECT 1 FROM stories WHERE id = $1', [id])).toEqual([]);
  await eventually(() => !world.isKept(media_id));
});

test('a viewer is counted once, the author never; only the author sees the viewers', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await story(brian);
  for (const viewer of [alvin, alvin, clarie, brian]) await viewer.post(`${path}/${id}/view`);
  expect((await alvin.get(`${path}/${id}`)).body).toMatchObject({
    views_count: 2,
    viewed_by_me: true,
  });
  const { body } = await brian.get(`${path}/${id}/views`);
  const viewers = body.views.map(({ user }: Group) => user.id);
  expect([viewers.sort(), body.pagination.total]).toEqual([[alvin.id, clarie.id].sort(), 2]);
  expect((await alvin.get(`${path}/${id}/views`)).body.code).toBe('PERMISSION_DENIED');
});

test('users with unseen stories are first in the list', async () => {
  const { brian, alvin, clarie } = world;
  await world.befriend(alvin, clarie);
  await world.tribe.settled();
  const first = await story(alvin);
  const second = await story(brian);
  await clarie.post(`${path}/${second.id}/view`);
  const list = await listOf(clarie);
  expect(list.map(({ user, has_unviewed }) => [user.id, has_unviewed])).toEqual([
    [alvin.id, true],
    [brian.id, false],
  ]);
  expect(list[0]?.stories).toMatchObject([{ id: first.id, viewed_by_me: false }]);
});

test('others see a story only when its media is processed', async () => {
  const { brian, alvin } = world;
  const media_id = uploadOf(world.brian, 'processing');
  const { id } = await story(brian, { media_id });
  expect((await brian.get(`${path}/${id}`)).body.media_state).toBe('processing');
  expect((await alvin.get(`${path}/${id}`)).status).toBe(404);
  await world.mediaReady(media_id, brian);
  expect((await alvin.get(`${path}/${id}`)).status).toBe(200);
});

test('a view of a story that is being deleted finds no story', async () => {
  const { brian, alvin } = world;
  const { id } = await story(brian);
  const view = await world.whileLocked(
    (tx) => tx.story.delete({ where: { id } }),
    () => alvin.post(`${path}/${id}/view`),
  );
  expect([view.status, view.body.code]).toEqual([404, 'STORY_NOT_FOUND']);
});

test('a former friend with a private profile is not among the viewers of a story', async () => {
  const { brian, alvin, tribe } = world;
  const shy = await tribe.person('shy viewer');
  await world.befriend(brian, shy);
  await tribe.settled();
  const { id } = await story(brian);
  for (const viewer of [alvin, shy]) await viewer.post(`${path}/${id}/view`);
  await world.change(shy, { isPrivate: true });
  const viewers = async () => {
    const { body } = await brian.get(`${path}/${id}/views`);
    return [body.views.map(({ user }: Group) => user.id).sort(), body.pagination.total];
  };
  expect(await viewers()).toEqual([[alvin.id, shy.id].sort(), 2]);
  await world.unfriend(brian, shy);
  expect(await viewers()).toEqual([[alvin.id], 1]);
});

test('a deleted story and the stories of a hidden user are gone at once', async () => {
  const { brian, tribe } = world;
  const friend = await tribe.person('eve');
  await world.befriend(brian, friend);
  await tribe.settled();
  const [kept, deleted] = [await story(brian), await story(brian)];
  expect((await friend.delete(`${path}/${deleted.id}`)).body.code).toBe('PERMISSION_DENIED');
  expect((await brian.delete(`${path}/${deleted.id}`)).status).toBe(204);
  expect((await listOf(friend))[0]?.stories).toMatchObject([{ id: kept.id }]);
  await world.block(brian, friend);
  expect(await listOf(friend)).toEqual([]);
  expect((await friend.get(`${path}/${kept.id}`)).status).toBe(404);
});

test.each([
  ['VALIDATION_FAILED', () => ({})],
  ['VALIDATION_FAILED', () => ({ media_id: uploadOf(world.brian), duration: 61 })],
  ['VALIDATION_FAILED', () => ({ media_id: uploadOf(world.brian), media_type: 'text' })],
  ['MEDIA_NOT_USABLE', () => ({ media_id: newId() })],
])('refuses a story with %s and writes nothing', async (code, body) => {
  const count = () => world.rows('SELECT count(*) FROM stories');
  const before = await count();
  expect(await world.brian.post(path, body())).toMatchObject({ status: 422, body: { code } });
  expect(await count()).toEqual(before);
});
