import { newId } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { behaviour, enqueue, probe, probeSchema, sendMail } from './probe.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [probe], schemas: [probeSchema] });
});
afterAll(() => tribe.stop());

test('the outcome of a job is recorded again when its connection is lost', async () => {
  const key = newId();
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  behaviour.set(key, () => {
    begun.resolve();
    return ended.promise;
  });
  const database = await tribe.db('probe');
  const stateOf = async () =>
    (await database.query('SELECT state, attempts FROM due_jobs WHERE key = $1', [key])).rows[0];

  await enqueue(tribe.service('probe'), sendMail, { key, runAt: tribe.clock.now() });
  await begun.promise;
  await database.query('BEGIN');
  await database.query('SELECT FROM due_jobs WHERE key = $1 FOR UPDATE', [key]);
  ended.resolve();
  await eventually(async () => {
    const { rowCount } = await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE usename = current_user AND datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBe(1);
  });
  await database.query('COMMIT');

  await eventually(async () => expect(await stateOf()).toEqual({ state: 'done', attempts: 1 }));
});
