import { dayMs } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { Scheduled } from '.';
import { JobStore } from './job.store';
import { behaviour, hourly, probe, probeSchema, serviceWith, slots } from './probe.test-support';
import { nextSlot } from './slot.rules';

const hourMs = 3_600_000;
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [probe], schemas: [probeSchema] });
});
afterAll(() => tribe.stop());
beforeEach(() => {
  slots.length = 0;
  behaviour.delete(hourly);
});

/** Advances the clock to one second after the next full hour, plus `more` hours. */
function advanceToNextHour(more = 0): Date {
  const now = tribe.clock.now();
  const slot = new Date(nextSlot('0 * * * *', now).getTime() + more * hourMs);
  tribe.clock.advance(slot.getTime() - now.getTime() + 1_000);
  return slot;
}

const runs = () => slots.map(({ slot }) => slot.toISOString());
const query = async (sql: string) => (await (await tribe.db('probe')).query(sql)).rows;
const slotTaken = (slot: Date) =>
  eventually(
    async () =>
      (
        await query(
          `SELECT 1 FROM scheduled_slots WHERE name = '${hourly}' AND slot = '${slot.toISOString()}'`,
        )
      ).length === 1,
  );

it('starts with its next slot when the schedule is new', async () => {
  await eventually(
    async () =>
      (await query(`SELECT 1 FROM scheduled_slots WHERE name = '${hourly}'`)).length === 1,
  );
  await tribe.settled();
  expect(runs()).toEqual([]);
});

it('runs at each slot', async () => {
  const first = advanceToNextHour();
  await slotTaken(first);
  await tribe.settled();
  const second = advanceToNextHour();
  await slotTaken(second);
  await tribe.settled();
  expect(runs()).toEqual([first.toISOString(), second.toISOString()]);
});

it('runs only the latest missed slot after a downtime', async () => {
  await tribe.stopService('probe');
  const latest = advanceToNextHour(5);
  await tribe.startService('probe');
  await slotTaken(latest);
  await tribe.settled();
  expect(runs()).toEqual([latest.toISOString()]);
});

it('runs each slot on one of several replicas', async () => {
  const replicas = [await tribe.startReplica(probe), await tribe.startReplica(probe)];
  const expected: string[] = [];
  for (let round = 0; round < 5; round++) {
    const slot = advanceToNextHour();
    await slotTaken(slot);
    await tribe.settled();
    expected.push(slot.toISOString());
  }
  expect(runs()).toEqual(expected);
  await Promise.all(replicas.map((replica) => replica.stop()));
});

it('retries a failed run', async () => {
  let failures = 0;
  behaviour.set(hourly, () => {
    failures += 1;
    if (failures === 1) throw new Error('not today');
  });
  const slot = advanceToNextHour();
  await slotTaken(slot);
  await tribe.settled();
  tribe.clock.advance(60_000);
  await tribe.settled();
  expect(runs()).toEqual([slot.toISOString(), slot.toISOString()]);
});

it('skips a failing slot when the next slot is due', async () => {
  behaviour.set(hourly, () => {
    throw new Error('never');
  });
  await slotTaken(advanceToNextHour());
  await tribe.settled();
  behaviour.delete(hourly);
  const later = advanceToNextHour();
  await slotTaken(later);
  await tribe.settled();
  tribe.clock.advance(120_000);
  await tribe.settled();
  expect(runs().at(-1)).toBe(later.toISOString());
  expect(slots).toHaveLength(2);
});

it('never overlaps runs, even when a run takes longer than its interval', async () => {
  const replica = await tribe.startReplica(probe);
  const { promise, resolve } = Promise.withResolvers<void>();
  let running = 0;
  let maxRunning = 0;
  behaviour.set(hourly, async () => {
    running += 1;
    maxRunning = Math.max(maxRunning, running);
    await promise;
    running -= 1;
  });
  const first = advanceToNextHour();
  await eventually(() => slots.length === 1);
  // The lease is five minutes, so the test enqueues the next slot itself while the first run holds the lease.
  const db = await tribe.db('probe');
  await db.query(
    `INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at) VALUES (gen_random_uuid(), $1, $2, 'null', $3, $3)`,
    [hourly, new Date(first.getTime() + 1).toISOString(), first],
  );
  await query(`SELECT pg_notify('due_jobs_probe', '${hourly}')`);
  await expect(tribe.settled({ timeoutMs: 1_500 })).rejects.toThrow(
    '2 × job hourly-digest-v1 due or running',
  );
  resolve();
  await tribe.settled();
  expect(maxRunning).toBe(1);
  expect(slots).toHaveLength(2);
  await replica.stop();
});

it('purges finished runs and old slots but keeps the latest slot', async () => {
  const store = tribe.service('probe').app.get(JobStore, { strict: false });
  await tribe.settled();
  const later = new Date(tribe.clock.now().getTime() + dayMs);
  await store.purge({ done: later, failed: later, slots: later });
  expect(await query(`SELECT * FROM due_jobs WHERE finished_at IS NOT NULL`)).toEqual([]);
  const kept = await query(
    'SELECT name, count(*)::int FROM scheduled_slots GROUP BY name ORDER BY name',
  );
  expect(kept).toEqual([
    { name: 'hourly-digest-v1', count: 1 },
    { name: 'purge-jobs-v1', count: 1 },
  ]);
});

it('prevents a service from starting when its cron expression is invalid', async () => {
  class WrongJobs {
    @Scheduled({ name: 'wrong-v1', cron: 'every now and then' })
    async run(): Promise<void> {}
  }
  await expect(tribe.startReplica(serviceWith(WrongJobs))).rejects.toThrow('every now and then');
});
