import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, type Logger, type RequestContext, WakeUp } from '@tribe/service-kit';
import type { JobHandler } from './job-registry';
import type { JobMetrics } from './job.metrics';
import type { ClaimedRow } from './job.queries';
import type { JobStore } from './job.store';

/** Poll interval; finds jobs that became due, and jobs whose NOTIFY was missed. */
const pollMs = 1_000;
const recordBackoff = { firstMs: 100, maxMs: 2_000 };

/** Processes one kind of job: claims due jobs, runs each within its lease and records the outcome. */
export class JobWorker {
  private readonly running = new Set<Promise<void>>();
  private readonly pause = new WakeUp();
  private readonly halted = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly handler: JobHandler,
    private readonly store: JobStore,
    private readonly metrics: JobMetrics,
    private readonly context: RequestContext,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.loop = this.work();
  }

  /** Checks for due jobs at once. */
  wake(): void {
    this.pause.wake();
  }

  /** Stops claiming and resolves when all running tries have ended. Each is bounded by its lease. */
  async stop(): Promise<void> {
    this.halted.abort();
    this.wake();
    await this.loop;
    await Promise.all(this.running);
  }

  private async work(): Promise<void> {
    while (!this.halted.signal.aborted) {
      const free = this.handler.concurrency - this.running.size;
      const claimed = free > 0 ? await this.claim(free) : [];
      for (const row of claimed) this.begin(row);
      if (claimed.length === 0 || this.running.size >= this.handler.concurrency)
        await this.pause.wait(pollMs);
    }
  }

  private async claim(limit: number): Promise<ClaimedRow[]> {
    try {
      return await this.store.claim(this.handler, limit);
    } catch (error) {
      this.logger.warn(
        { err: error, kind: this.handler.kind },
        'cannot claim due jobs; trying again',
      );
      return [];
    }
  }

  private begin(row: ClaimedRow): void {
    const tried = this.context
      .continue({}, () => this.tryOnce(row))
      .finally(() => {
        this.running.delete(tried);
        this.wake();
      });
    this.running.add(tried);
  }

  private async tryOnce(row: ClaimedRow): Promise<void> {
    const { kind, maxAttempts } = this.handler;
    const endTimer = this.metrics.startTimer(kind);
    // A worker that died during the last try left the row claimable without a recorded failure.
    const lostLastTry = row.attempts > maxAttempts;

    const error = lostLastTry
      ? new Error('The worker was lost during the last try')
      : await this.runHandler(row);

    const outcome =
      error === undefined ? 'done' : row.attempts >= maxAttempts ? 'failed' : 'retried';
    endTimer({ outcome });

    await this.record(this.outcomeOf(row, outcome, error), { kind, job_id: row.id, outcome });
  }

  /**
   * Records an outcome, again and again while the database is down. The job runs once more when its lease expires, so that
   * nothing is recorded later.
   */
  private async record(write: () => Promise<void>, about: object): Promise<void> {
    const expiresAt = performance.now() + this.handler.leaseMs;

    for (let failures = 1; ; failures += 1) {
      try {
        return await write();
      } catch (err) {
        const isOver = this.halted.signal.aborted || performance.now() > expiresAt;
        if (isOver)
          return this.logger.error({ err, ...about }, 'cannot record the outcome of a job');
        this.logger.warn({ err, ...about }, 'cannot record the outcome of a job; trying again');
        await unlessHalted(backoffMs(failures, recordBackoff), this.halted.signal);
      }
    }
  }

  /** Runs the handler and returns its error, or undefined on success. */
  private async runHandler(row: ClaimedRow): Promise<unknown> {
    const { leaseMs, handle } = this.handler;
    const lease = new AbortController();
    const expired = new Error(`Not finished within its lease of ${leaseMs / 1000} s`);
    // A hanging handler must not keep a stopping process alive.
    const timer = setTimeout(() => lease.abort(expired), leaseMs).unref();
    const { id, key, payload, attempts: attempt } = row;

    try {
      await Promise.race([
        handle({ id, key, payload, attempt, signal: lease.signal }),
        rejectedBy(lease.signal),
      ]);
      return undefined;
    } catch (error) {
      return error ?? new Error('The handler threw nothing');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reports an outcome, and returns the write that records it. */
  private outcomeOf(
    row: ClaimedRow,
    outcome: 'done' | 'retried' | 'failed',
    error: unknown,
  ): () => Promise<void> {
    const { kind, maxAttempts, backoff } = this.handler;
    const about = {
      err: error,
      kind,
      job_id: row.id,
      key: row.key,
      attempt: row.attempts,
      max_attempts: maxAttempts,
    };
    switch (outcome) {
      case 'done':
        return () => this.store.finish(row);
      case 'retried': {
        const delayMs = backoffMs(row.attempts, backoff);
        this.logger.warn({ ...about, retry_in_ms: delayMs }, 'a job failed and will be retried');
        return () => this.store.retry(row, error, delayMs);
      }
      case 'failed':
        this.logger.error(about, 'a job failed its last try');
        this.metrics.countGivenUp(kind);
        return () => this.store.giveUp(row, error);
    }
  }
}

/** Waits, and resolves early when the worker stops. */
function unlessHalted(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
}
