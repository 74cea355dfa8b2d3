import { Purges } from '@tribe/jobs';
import { dayMs, newId, Transactions } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import type { Tx } from '../prisma.service';

/** Activities that ended together, and the users that each was shown to. */
const ended = 12;
const shownTo = 300;
/** Each takes its rows in the feeds of all friends with it. */
const mostPerStatement = 5;

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

const stored = async (table: string) => (await world.rows(`SELECT 1 FROM ${table}`)).length;

test('ended activities are purged from the feeds of friends, a few at a time', async () => {
  const { tribe, brian } = world;
  const { app } = tribe.service('feed');
  const start = new Date(tribe.clock.now().getTime() - 2 * dayMs);
  await world.rows(
    `INSERT INTO feed_activities (id, activity_type, actor_id, goal_id, happened_at, shown_at, deleted_at)
     SELECT gen_random_uuid(), 'milestone_reached', $1, $2, $3, $3, $3::timestamptz + number * interval '1 second'
       FROM generate_series(1, ${ended}) AS number`,
    [brian.id, newId(), start],
  );
  await world.rows(
    `INSERT INTO feed_activity_entries (user_id, activity_id, shown_at)
     SELECT gen_random_uuid(), id, shown_at FROM feed_activities, generate_series(1, ${shownTo})`,
  );

  const [isLocked, isSeen] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holder = app.get<Transactions<Tx>>(Transactions).run(async (tx) => {
    const last = 'SELECT id FROM feed_activities ORDER BY deleted_at DESC LIMIT 1 FOR UPDATE';
    await tx.sql.query('test_lock', last, []);
    isLocked.resolve();
    await isSeen.promise;
  });
  await isLocked.promise;
  const purged = app.get(Purges, { strict: false }).run();
  // Batches before the statement that waits for the lock are gone.
  await eventually(async () =>
    expect(await stored('feed_activities')).toBeLessThanOrEqual(mostPerStatement),
  ).finally(() => isSeen.resolve());
  await Promise.all([holder, purged]);
  expect(await stored('feed_activity_entries')).toBe(0);
});
