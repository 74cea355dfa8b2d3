import { Module } from '@nestjs/common';
import { baseConfig, defineService } from '@tribe/service-kit';
import { ProbePrisma, startTribe, type Tribe } from '@tribe/testing';
import { Purges, PurgesModule } from '..';
import { probeSchema } from '../probe.test-support';

const hourMs = 3_600_000;

@Module({
  imports: [
    PurgesModule.forTables([
      { table: 'nowhere', column: 'at', keepForMs: 0 },
      { table: 'due_jobs', column: 'finished_at', keepForMs: hourMs },
      { table: 'due_jobs', column: 'run_at', keepForMs: 3 * hourMs },
      { table: 'scheduled_slots', key: 'name', column: 'slot', keepForMs: () => 2 * hourMs },
    ]),
  ],
})
class ProbeModule {}

const probe = defineService({
  name: 'probe',
  module: ProbeModule,
  config: baseConfig,
  prisma: ProbePrisma,
});

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [probe], schemas: [probeSchema] });
});
afterAll(() => tribe.stop());

const query = async (text: string, values: unknown[] = []) =>
  (await (await tribe.db('probe')).query(text, values)).rows;

const hoursAgo = (hours: number) => new Date(tribe.clock.now().getTime() - hours * hourMs);

async function finishJobs(count: number, finishedAt: Date): Promise<void> {
  await query(
    `INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at, state, finished_at)
     SELECT gen_random_uuid(), 'probe-v1', gen_random_uuid(), 'null', $2, $2, 'done', $2
       FROM generate_series(1, $1)`,
    [count, finishedAt],
  );
}

const finishedTimes = async () =>
  (await query(`SELECT finished_at FROM due_jobs WHERE kind = 'probe-v1'`)).map(
    (row) => row.finished_at,
  );

test('deletes rows older than the rule of their table, even after another table failed', async () => {
  const recent = hoursAgo(0.9);
  // More rows than one statement deletes at a time.
  await finishJobs(450, hoursAgo(1.1));
  await finishJobs(1, recent);
  for (const [name, slot] of [
    ['old', hoursAgo(2.1)],
    ['recent', hoursAgo(1.9)],
  ])
    await query('INSERT INTO scheduled_slots (name, slot) VALUES ($1, $2)', [name, slot]);
  const purge = tribe.service('probe').app.get(Purges).run();
  await expect(purge).rejects.toThrow('some tables were not purged');
  expect(await finishedTimes()).toEqual([recent]);
  const names = `SELECT name FROM scheduled_slots WHERE name IN ('old', 'recent')`;
  expect(await query(names)).toEqual([{ name: 'recent' }]);
});

test('a table with two rules loses the rows of both', async () => {
  await finishJobs(1, hoursAgo(1.1));
  await query(
    `INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at, state, finished_at)
     VALUES (gen_random_uuid(), 'probe-v1', 'late', 'null', $1, $1, 'done', $2)`,
    [hoursAgo(3.1), hoursAgo(0.1)],
  );
  const purge = tribe.service('probe').app.get(Purges).run();
  await expect(purge).rejects.toMatchObject({ errors: { length: 1 } });
  expect(await query(`SELECT 1 FROM due_jobs WHERE kind = 'probe-v1' AND key = 'late'`)).toEqual(
    [],
  );
  expect(await finishedTimes()).toHaveLength(1);
});
