import { startTribe, type Tribe } from '@tribe/testing';
import { goals, schemas } from '../test-services/services.test-support';
import { Retention } from './retention';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [goals], schemas: schemas.slice(0, 1) });
});
afterAll(() => tribe.stop());

const retention = () => tribe.service('goals').app.get(Retention, { strict: false });

const left = async (table: string) => {
  const client = await tribe.db('goals');
  return Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0].count);
};

const outboxRows = (count: number, age: string, published: boolean) => `
  INSERT INTO outbox (id, subject, entity_id, entity_version, payload, occurred_at, created_at, published_at)
  SELECT gen_random_uuid(), 'tribe.goals.goal.updated.v1', gen_random_uuid(), 1, '', now(), now() - interval '${age}', ${published ? 'now()' : 'null'}
    FROM generate_series(1, ${count})`;

test('deletes all expired rows in batches and keeps the others', async () => {
  const client = await tribe.db('goals');
  await client.query(outboxRows(12_000, '9 days', true));
  await client.query(outboxRows(3, '7 days', true));
  await client.query(
    `INSERT INTO inbox SELECT 'some-v1', gen_random_uuid(), now() - interval '17 days' FROM generate_series(1, 10)`,
  );
  await client.query(
    `INSERT INTO inbox SELECT 'some-v1', gen_random_uuid(), now() - interval '15 days' FROM generate_series(1, 4)`,
  );
  await client.query(`INSERT INTO dead_letters (durable, event_id, subject, headers, payload, stream_seq, error, tries, failed_at, replayed_at)
    SELECT 'some-v1', gen_random_uuid(), '', '{}', '', 1, '', 1, now() - interval '30 days', CASE WHEN n = 1 THEN now() - interval '9 days' END
      FROM generate_series(1, 2) AS n`);
  expect(await retention().purge()).toBe(12_011);
  expect([await left('outbox'), await left('inbox'), await left('dead_letters')]).toEqual([
    3, 4, 1,
  ]);
});

test('two replicas do not purge at the same time', async () => {
  const client = await tribe.db('goals');
  await client.query(outboxRows(1, '9 days', true));
  await client.query('BEGIN');
  await client.query(
    `SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/event-retention', 0))`,
  );
  expect(await retention().purge()).toBe(0);
  await client.query('COMMIT');
  expect(await retention().purge()).toBe(1);
});
