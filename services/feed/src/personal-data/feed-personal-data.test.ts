import { Replayer } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { Transactions } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import type { Tx } from '../prisma.service';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

test('exports what a user wrote and liked, and erases it with exact counts for the others', async () => {
  const { brian, alvin, clarie } = world;
  const own = await world.post(alvin, { caption: 'of alvin', location: 'Karura' });
  const other = await world.post(brian);
  const of = `${path}/${other.id}`;
  const { body: comment } = await alvin.post(`${of}/comments`, { content: 'Strong!' });
  const { body: kept } = await clarie.post(`${of}/comments`, { content: 'Yes' });
  await clarie.post(`${of}/comments`, { content: 'Indeed', parent_comment_id: comment.id });
  await alvin.post(`${of}/comments`, { content: 'A reply', parent_comment_id: kept.id });
  await alvin.post(`${path}/comments/${kept.id}/like`);
  for (const fan of [alvin, clarie]) await fan.post(`${of}/like`);
  const newStory = (author: Person) =>
    author.post('/api/v1/stories', { media_id: world.upload('ready', author, 'story') });
  const [{ body: story }] = await Promise.all([newStory(brian), newStory(alvin)]);
  for (const viewer of [alvin, clarie]) await viewer.post(`/api/v1/stories/${story.id}/view`);
  await world.tribe.settled();

  const { app } = world.tribe.service('feed');
  const { source } = app.get(OwnPersonalData, { strict: false });
  const pages = await Array.fromAsync(source.exportFor(alvin.id));
  const sections = Object.fromEntries(pages.map(({ section, rows }) => [section, rows]));
  expect(sections['posts']).toMatchObject([
    { id: own.id, caption: 'of alvin', location: 'Karura' },
  ]);
  expect(sections['post_comments']).toMatchObject([{ content: 'Strong!' }, { content: 'A reply' }]);
  expect([sections['post_likes']?.length, sections['comment_likes']?.length]).toEqual([1, 1]);

  expect([sections['stories']?.length, sections['story_views']]).toMatchObject([
    1,
    [{ id: story.id }],
  ]);

  const transactions = app.get<Transactions<Tx>>(Transactions);
  let erased = 1;
  while (erased > 0) {
    const counts = await transactions.run((tx) => source.erase(tx, alvin.id));
    erased = Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  expect((await brian.get(of)).body).toMatchObject({ likes_count: 1, comments_count: 1 });
  const { body } = await brian.get(`${of}/comments`);
  expect(body.comments).toMatchObject([{ id: kept.id, likes_count: 0, replies_count: 0 }]);
  expect((await brian.get(`/api/v1/stories/${story.id}`)).body.views_count).toBe(1);
  expect(await world.eventsOf(own.id)).toEqual(['1 created', '2 deleted']);
  expect(await Array.fromAsync(source.exportFor(alvin.id))).toEqual([]);
});

test('a replay publishes the current state of every post', async () => {
  const { id } = await world.post(world.brian);
  await world.tribe.service('feed').app.get(Replayer, { strict: false }).replay();
  expect(await world.eventsOf(id)).toEqual(['1 created', '1 snapshotted']);
});
