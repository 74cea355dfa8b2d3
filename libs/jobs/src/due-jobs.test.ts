import { newId, type SqlTransaction, Transactions } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { DueJob, DueJobs } from '.';
import {
  behaviour,
  enqueue,
  probe,
  probeSchema,
  sendMail,
  serviceWith,
  slowReport,
  tries,
} from './probe.test-support';

interface JobRow {
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly claimable_at: Date;
  readonly finished_at: Date | null;
}

const minuteMs = 60_000;

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [probe], schemas: [probeSchema] });
});
afterAll(() => tribe.stop());
beforeEach(() => void (tries.length = 0));

const send = (job: { key?: string; runAt?: Date; payload?: unknown } = {}) =>
  enqueue(tribe.service('probe'), sendMail, { runAt: tribe.clock.now(), ...job });
const triesOf = (key: string) => tries.filter((entry) => entry.key === key);

async function rowOf(key: string): Promise<JobRow> {
  const { rows } = await (
    await tribe.db('probe')
  ).query<JobRow>('SELECT * FROM due_jobs WHERE key = $1', [key]);
  return rows[0]!;
}

describe('a due job', () => {
  it('is handled once with the enqueued payload', async () => {
    const key = await send({ payload: { to: 'clarie', lines: ['ä', '🎉'] } });
    await tribe.settled();
    expect(triesOf(key)).toHaveLength(1);
    expect(triesOf(key)[0]?.job).toMatchObject({
      key,
      payload: { to: 'clarie', lines: ['ä', '🎉'] },
      attempt: 1,
    });
    expect(await rowOf(key)).toMatchObject({ state: 'done', attempts: 1, last_error: null });
  });

  it('starts when its transaction commits, before the next poll', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      // A worker polls again after it finishes a job, so wait for that first.
      await tribe.settled();
      const startedAt = performance.now();
      const key = await send();
      await eventually(() => triesOf(key).length === 1, { everyMs: 1 });
      waits.push(performance.now() - startedAt);
    }
    expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(300);
  });

  it('does not exist when its transaction is rolled back', async () => {
    const { app } = tribe.service('probe');
    const key = newId();
    const work = app.get<Transactions<SqlTransaction>>(Transactions).run(async (tx) => {
      await app
        .get(DueJobs, { strict: false })
        .enqueue(tx, { kind: sendMail, key, runAt: tribe.clock.now(), payload: null });
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    await tribe.settled();
    expect(triesOf(key)).toHaveLength(0);
  });

  it('is recorded once per kind and key, even after it is done', async () => {
    const key = await send({ payload: 'first' });
    await send({ key, payload: 'second' });
    await tribe.settled();
    await send({ key, payload: 'third' });
    await tribe.settled();
    expect(triesOf(key).map(({ job }) => job.payload)).toEqual(['first']);
  });

  it('does not run before runAt', async () => {
    const key = await send({ runAt: new Date(tribe.clock.now().getTime() + 10 * minuteMs) });
    await tribe.settled();
    expect(triesOf(key)).toHaveLength(0);
    tribe.clock.advance(10 * minuteMs);
    await tribe.settled();
    expect(triesOf(key)).toHaveLength(1);
  });

  it('is refused when the service has no handler for its kind', async () => {
    await expect(
      enqueue(tribe.service('probe'), 'no-such-job-v1', { runAt: tribe.clock.now() }),
    ).rejects.toThrow('No handler of this service takes the job no-such-job-v1');
  });

  it('does not exceed the concurrency of its kind', async () => {
    let running = 0;
    let maxRunning = 0;
    const keys = Array.from({ length: 20 }, () => newId());
    for (const key of keys) {
      behaviour.set(key, async () => {
        running += 1;
        maxRunning = Math.max(maxRunning, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      });
    }
    await Promise.all(keys.map((key) => send({ key })));
    await tribe.settled();
    expect(keys.map((key) => triesOf(key).length)).toEqual(keys.map(() => 1));
    expect(maxRunning).toBeLessThanOrEqual(4);
  });
});

describe('a due job that fails', () => {
  it('is retried with growing delays and the same id', async () => {
    const key = newId();
    behaviour.set(key, ({ attempt }) => {
      if (attempt < 3) throw new Error(`no luck at try ${attempt}`);
    });
    await send({ key });
    await tribe.settled();
    const first = await rowOf(key);
    expect(first).toMatchObject({
      state: 'due',
      attempts: 1,
      last_error: expect.stringContaining('no luck at try 1'),
    });
    expect(first.claimable_at.getTime() - tribe.clock.now().getTime()).toBeGreaterThan(29_000);
    expect(first.claimable_at.getTime() - tribe.clock.now().getTime()).toBeLessThanOrEqual(
      minuteMs,
    );

    tribe.clock.advance(minuteMs);
    await tribe.settled();
    const second = await rowOf(key);
    expect(second).toMatchObject({ state: 'due', attempts: 2 });
    expect(second.claimable_at.getTime() - tribe.clock.now().getTime()).toBeGreaterThan(59_000);

    tribe.clock.advance(2 * minuteMs);
    await tribe.settled();
    expect(await rowOf(key)).toMatchObject({ state: 'done', attempts: 3 });
    expect(new Set(triesOf(key).map(({ job }) => job.id)).size).toBe(1);
  });

  it('is marked as failed, with its error and a metric, after its last try', async () => {
    const key = newId();
    behaviour.set(key, () => {
      throw new Error('the mail server hates us');
    });
    await send({ key });
    for (let round = 0; round < 4; round++) {
      await tribe.settled();
      tribe.clock.advance(20 * minuteMs);
    }
    expect(triesOf(key)).toHaveLength(3);
    expect(await rowOf(key)).toMatchObject({
      state: 'failed',
      attempts: 3,
      last_error: expect.stringContaining('the mail server hates us'),
      finished_at: expect.any(Date),
    });
    const metrics = await fetch(new URL('/metrics', tribe.service('probe').metricsUrl));
    expect(await metrics.text()).toMatch(
      /tribe_jobs_failed_total\{[^}]*kind="send-mail-v1"[^}]*\} 1/,
    );
  });

  it('does not delay other jobs', async () => {
    const broken = newId();
    behaviour.set(broken, () => {
      throw new Error('broken');
    });
    await send({ key: broken });
    const fine = await send();
    await tribe.settled();
    expect(await rowOf(fine)).toMatchObject({ state: 'done' });
  });
});

describe('a lease', () => {
  it('that expires ends the try and aborts its signal', async () => {
    let aborted = false;
    const key = newId();
    behaviour.set(key, ({ attempt, signal }) => {
      if (attempt > 1) return;
      signal.addEventListener('abort', () => (aborted = true));
      return new Promise(() => undefined);
    });
    await enqueue(tribe.service('probe'), slowReport, { key, runAt: tribe.clock.now() });
    await eventually(async () =>
      expect(await rowOf(key)).toMatchObject({ state: 'done', attempts: 2 }),
    );
    expect(aborted).toBe(true);
  });

  it('of a killed worker passes to another worker after it expires', async () => {
    const key = newId();
    await claimAndDie(key, 1);
    await tribe
      .settled({ timeoutMs: 300 })
      .catch((error: Error) => expect(error.message).toContain('job send-mail-v1 due or running'));
    expect(triesOf(key)).toHaveLength(0);
    tribe.clock.advance(minuteMs);
    await eventually(async () =>
      expect(await rowOf(key)).toMatchObject({ state: 'done', attempts: 2 }),
    );
    expect(triesOf(key)).toHaveLength(1);
  });

  it('of a worker killed during the last try ends in failure without another try', async () => {
    const key = newId();
    await claimAndDie(key, 3);
    tribe.clock.advance(minuteMs);
    await eventually(async () =>
      expect(await rowOf(key)).toMatchObject({
        state: 'failed',
        last_error: expect.stringContaining('lost during the last try'),
      }),
    );
    expect(triesOf(key)).toHaveLength(0);
  });

  it('taken over by another worker prevents the late worker from recording its outcome', async () => {
    const key = newId();
    const { promise, resolve } = Promise.withResolvers<void>();
    behaviour.set(key, ({ attempt }) => (attempt === 1 ? promise : undefined));
    await send({ key });
    await eventually(() => triesOf(key).length === 1);
    tribe.clock.advance(minuteMs);
    await eventually(async () =>
      expect(await rowOf(key)).toMatchObject({ state: 'done', attempts: 2 }),
    );
    const { finished_at: finishedAt } = await rowOf(key);
    resolve();
    await tribe.settled();
    expect(await rowOf(key)).toMatchObject({ state: 'done', attempts: 2, finished_at: finishedAt });
  });

  /** Inserts the row of a worker that claimed a job and was killed before it recorded an outcome. */
  async function claimAndDie(key: string, attempts: number): Promise<void> {
    const leaseEnd = new Date(tribe.clock.now().getTime() + 30_000);
    await (
      await tribe.db('probe')
    ).query(
      `INSERT INTO due_jobs (id, kind, key, payload, state, run_at, claimable_at, attempts)
       VALUES ($1, $2, $3, 'null', 'running', now(), $4, $5)`,
      [newId(), sendMail, key, leaseEnd, attempts],
    );
  }
});

describe('replicas', () => {
  it('share the jobs and run none twice', async () => {
    const replica = await tribe.startReplica(probe);
    const keys = Array.from({ length: 200 }, () => newId());
    for (const key of keys)
      behaviour.set(key, () => new Promise((resolve) => setTimeout(resolve, 1)));
    await Promise.all(keys.map((key) => send({ key })));
    await tribe.settled();
    expect(keys.map((key) => triesOf(key).length)).toEqual(keys.map(() => 1));
    expect(new Set(tries.map(({ replica: owner }) => owner)).size).toBe(2);
    await replica.stop();
  });

  it('finish running jobs and claim no new ones while they stop', async () => {
    const key = newId();
    const { promise, resolve } = Promise.withResolvers<void>();
    behaviour.set(key, () => promise);
    await send({ key });
    await eventually(() => triesOf(key).length === 1);
    const late = newId();
    const runAt = tribe.clock.now();
    let hasStopped = false;
    const stopped = tribe.stopService('probe').then(() => (hasStopped = true));
    await (
      await tribe.db('probe')
    ).query(
      `INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at) VALUES ($1, $2, $3, 'null', $4, $4)`,
      [newId(), sendMail, late, runAt],
    );
    expect(hasStopped).toBe(false);
    resolve();
    await stopped;
    expect(await rowOf(key)).toMatchObject({ state: 'done' });
    expect(await rowOf(late)).toMatchObject({ state: 'due', attempts: 0 });
    await tribe.startService('probe');
    await tribe.settled();
    expect(await rowOf(late)).toMatchObject({ state: 'done' });
  });
});

describe('a service does not start', () => {
  it('with two handlers of one kind', async () => {
    class DuplicateJobs {
      @DueJob('same-v1')
      async one(): Promise<void> {}
      @DueJob('same-v1')
      async other(): Promise<void> {}
    }
    await expect(tribe.startReplica(serviceWith(DuplicateJobs))).rejects.toThrow(
      'Two handlers claim the job same-v1',
    );
  });

  it('with a kind that has no version', async () => {
    class UnversionedJobs {
      @DueJob('send-mail')
      async run(): Promise<void> {}
    }
    await expect(tribe.startReplica(serviceWith(UnversionedJobs))).rejects.toThrow(
      'needs a versioned name',
    );
  });
});
