import { startTribe, type Tribe } from '@tribe/testing';
import { goals, schemas } from '../test-services/test-services';
import { Retention } from './retention';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [goals], schemas: schemas.slice(0, 1) });
});
afterAll(() => tribe.stop());

const retention = () => tribe.service('goals').app.get(Retention, { strict: false });

const left = async (table: string) => {
  const client = await tribe.db('goals');
  return Number((await client.query(`select count(*) from ${table}`)).rows[0].count);
};

const outboxRows = (count: number, age: string, published: boolean) => `
  insert into outbox (id, subject, entity_id, entity_version, payload, occurred_at, created_at, published_at)
  select gen_random_uuid(), 'tribe.goals.goal.updated.v1', gen_random_uuid(), 1, '', now(), now() - interval '${age}', ${published ? 'now()' : 'null'}
    from generate_series(1, ${count})`;

test('what nothing can need again is deleted, in as many batches as it takes, and nothing else', async () => {
  const client = await tribe.db('goals');
  await client.query(outboxRows(12_000, '9 days', true));
  await client.query(outboxRows(3, '7 days', true));
  await client.query(
    `insert into inbox select 'some-v1', gen_random_uuid(), now() - interval '17 days' from generate_series(1, 10)`,
  );
  await client.query(
    `insert into inbox select 'some-v1', gen_random_uuid(), now() - interval '15 days' from generate_series(1, 4)`,
  );
  await client.query(`insert into dead_letters (durable, event_id, subject, headers, payload, stream_seq, error, tries, failed_at, replayed_at)
    select 'some-v1', gen_random_uuid(), '', '{}', '', 1, '', 1, now() - interval '30 days', case when n = 1 then now() - interval '9 days' end
      from generate_series(1, 2) as n`);
  expect(await retention().purge()).toBe(12_011);
  expect([await left('outbox'), await left('inbox'), await left('dead_letters')]).toEqual([
    3, 4, 1,
  ]);
});

test('two replicas do not purge side by side', async () => {
  const client = await tribe.db('goals');
  await client.query(outboxRows(1, '9 days', true));
  await client.query('begin');
  await client.query(
    `select pg_advisory_xact_lock(hashtextextended(current_schema() || '/event-retention', 0))`,
  );
  expect(await retention().purge()).toBe(0);
  await client.query('commit');
  expect(await retention().purge()).toBe(1);
});
