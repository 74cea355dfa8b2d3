import { SetMetadata } from '@nestjs/common';
import type { Backoff } from '@tribe/service-kit';

export const dueJobMetadata = Symbol('tribe.due-job');
export const scheduleMetadata = Symbol('tribe.scheduled');

/** Settings of a kind of due job. */
export interface DueJobOptions {
  /** Tries before the job is marked as `failed`. Default 8; with the default backoff, about ten minutes. */
  readonly maxAttempts?: number;
  /**
   * Seconds that one try may take. After that, the try counts as failed and another worker may claim the job. Default
   * 60.
   */
  readonly leaseSeconds?: number;
  /** Concurrent jobs of this kind per replica. Default 4. */
  readonly concurrency?: number;
  /** Wait between tries. Default: 5 s, doubled each time, at most 15 min. */
  readonly backoff?: Backoff;
}

/** A due job as passed to its handler. */
export interface DueJob<Payload = unknown> {
  /** The same for every try; pass it to external systems as the idempotency key. */
  readonly id: string;
  readonly key: string;
  /** The enqueued payload. It comes from the database, so parse it when its shape may have changed. */
  readonly payload: Payload;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborts when the lease expires. Pass it to every external call. */
  readonly signal: AbortSignal;
}

/** Settings of a schedule and its runs. */
export interface ScheduleOptions {
  /** Versioned and never reused: `purge-outbox-v1`. */
  readonly name: string;
  /** Cron expression of five fields (six with seconds), in UTC. */
  readonly cron: string;
  /** Tries before a slot is marked as `failed`. Default 3. */
  readonly maxAttempts?: number;
  /** Seconds that a run may take. Default 300. */
  readonly leaseSeconds?: number;
  /** Wait between tries. Default: 5 s, doubled each time, at most 15 min. */
  readonly backoff?: Backoff;
}

export interface DueJobMetadata extends DueJobOptions {
  readonly kind: string;
}

/**
 * Makes a method the handler of a kind of due job. It runs outside of any transaction and at least once: after a crash,
 * the same job runs again with the same id.
 *
 * @param kind versioned and never reused: `send-mail-v1`
 * @example
 * @DueJob('send-mail-v1', { maxAttempts: 8, leaseSeconds: 60 })
 * async sendMail(job: DueJobOf<Mail>): Promise<void> { … }
 */
export function DueJob(kind: string, options: DueJobOptions = {}): MethodDecorator {
  return SetMetadata(dueJobMetadata, { kind, ...options } satisfies DueJobMetadata);
}

/**
 * Runs a method at every slot of a cron expression (UTC), on one replica. After a downtime, only the latest missed slot
 * runs. A failed run is retried until the next slot replaces it. Two runs of a schedule never overlap, unless a run
 * outlives its lease.
 *
 * The method receives the time of the slot. A new schedule starts with its next slot.
 *
 * @example
 * @Scheduled({ name: 'purge-outbox-v1', cron: '0 * * * *' })
 * async run(slot: Date): Promise<void> { … }
 */
export function Scheduled(options: ScheduleOptions): MethodDecorator {
  return SetMetadata(scheduleMetadata, options);
}
