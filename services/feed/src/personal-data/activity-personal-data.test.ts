import { AchievementEarnedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { newId, Transactions } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import type { Tx } from '../prisma.service';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

async function earn({ id: userId }: Person): Promise<void> {
  const achievement = { id: newId(), code: 'first_goal', name: 'First goal', points: 10 };
  const init = { entityId: newId(), entityVersion: 1, data: { achievement, userId } };
  await world.tribe.publishAs('goals', eventOf(AchievementEarnedSchema, init));
  await world.tribe.settled();
}

async function erase({ id }: Person): Promise<void> {
  const { app } = world.tribe.service('feed');
  const { source } = app.get(OwnPersonalData, { strict: false });
  const transactions = app.get<Transactions<Tx>>(Transactions);
  let erased = 1;
  while (erased > 0) {
    const counts = await transactions.run((tx) => source.erase(tx, id));
    erased = Object.values(counts).reduce((sum, each) => sum + each, 0);
  }
}

const count = async (sql: string, id: string) => (await world.rows(sql, [id])).length;

test('the activities of a user are exported, and erased from all feeds with the feed of the user', async () => {
  const { brian, alvin } = world;
  await earn(brian);
  await earn(alvin);
  const entriesOf = 'SELECT 1 FROM feed_activity_entries WHERE user_id = $1';
  expect(await count(entriesOf, brian.id)).toBe(1);
  expect(await count(entriesOf, alvin.id)).toBe(1);
  const { source } = world.tribe.service('feed').app.get(OwnPersonalData, { strict: false });
  const pages = await Array.fromAsync(source.exportFor(brian.id));
  const exported = pages.find(({ section }) => section === 'feed_activities');
  expect(exported?.rows).toMatchObject([{ title: 'First goal', points: 10 }]);

  await erase(brian);
  expect(await count('SELECT 1 FROM feed_activities WHERE actor_id = $1', brian.id)).toBe(0);
  expect(await count(entriesOf, brian.id)).toBe(0);
  expect(await count(entriesOf, alvin.id)).toBe(0);
  expect((await alvin.get('/api/v1/feed')).body.entries).toHaveLength(1);
});

test('mentions of an erased user are gone from what others wrote', async () => {
  const { alvin, clarie, brian } = world;
  const { id } = await world.post(brian, { caption: `@${clarie.username} and @${alvin.username}` });
  await world.tribe.settled();
  await erase(clarie);
  const mentions = 'SELECT user_id FROM post_mentions WHERE target_id = $1';
  expect(await world.rows(mentions, [id])).toEqual([{ user_id: alvin.id }]);
});
