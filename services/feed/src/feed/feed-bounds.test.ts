import type { Sql } from '@tribe/service-kit';
import { FeedWorld } from '../feed-world.test-support';
import { listFriendsFeed } from './friends-feed.queries';
import { findCandidate, listCandidates } from './ranked-feed.queries';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

/** Returns the plan of the statement that a query sends. */
async function planOf(query: (sql: Sql) => Promise<unknown>): Promise<string> {
  const sent: { text: string; values: readonly unknown[] }[] = [];
  const record = async (_name: string, text: string, values: readonly unknown[]) => {
    sent.push({ text, values });
    return [];
  };
  await query({ query: record, execute: async () => 0 });
  const { text, values } = sent[0]!;
  const rows = await world.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values]);

  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const firstPage = { after: undefined, limit: 20, offset: 0 };

test('a page of the friends feed asks about the friends of the reader, not about all authors whose posts are read', async () => {
  await world.rows(
    'INSERT INTO pulled_authors SELECT gen_random_uuid() FROM generate_series(1, 5000)',
  );
  const plan = await planOf((sql) => listFriendsFeed(sql, world.alvin.id, firstPage));
  expect(plan).not.toContain('Seq Scan on pulled_authors');
  expect(plan).toContain('pulled_authors_pkey');
});

test('the latest thousand likes of a user count as interactions with authors, and are read once', async () => {
  const { alvin, dorcas, clarie } = world;
  const post = (author: typeof dorcas) => world.post(author, { visibility: 'public' });
  const [old, recent] = [await post(dorcas), await post(clarie)];
  await alvin.post(`/api/v1/posts/${old.id}/like`);
  await world.tribe.settled();
  const reasons = async (postId: string) => {
    const { body } = await alvin.get(`/api/v1/feed/${postId}/why`);
    return body.reasons.map(({ reason }: { reason: string }) => reason);
  };
  expect(await reasons(old.id)).toContain('interaction');

  await world.rows(
    `WITH liked AS (
       INSERT INTO posts (id, author_id, post_type, visibility, created_at, updated_at)
       SELECT gen_random_uuid(), gen_random_uuid(), 'text', 'public', now(), now() FROM generate_series(1, 1000)
       RETURNING id)
     INSERT INTO post_likes (id, post_id, user_id, is_active, version, updated_at)
     SELECT gen_random_uuid(), id, $1, true, 1, now() + interval '1 day' FROM liked`,
    [alvin.id],
  );
  world.tribe.clock.advance(2 * 86_400_000);
  await alvin.post(`/api/v1/posts/${recent.id}/like`);
  expect(await reasons(recent.id)).toContain('interaction');
  expect(await reasons(old.id)).not.toContain('interaction');

  const after = new Date(0);
  for (const plan of [
    await planOf((sql) => listCandidates(sql, alvin.id, after, 500)),
    await planOf((sql) => findCandidate(sql, alvin.id, old.id)),
  ])
    expect(plan.match(/idx_post_likes_recent/g)).toHaveLength(1);
});
