import { SetMetadata } from '@nestjs/common';
import type { Backoff } from '@tribe/service-kit';

export const dueJobMetadata = Symbol('tribe.due-job');
export const scheduleMetadata = Symbol('tribe.scheduled');

/** How a kind of job is worked. */
export interface DueJobOptions {
  /** Tries before the job is given up as `failed`. Default 8: with the default backoff about ten minutes. */
  readonly maxAttempts?: number;
  /** Seconds one try may take. After them the try counts as failed, and another worker may take the job. Default 60. */
  readonly leaseSeconds?: number;
  /** Jobs of this kind one replica works at the same time. Default 4. */
  readonly concurrency?: number;
  /** Wait between tries. Default: 5 s, doubled each time, at most 15 min. */
  readonly backoff?: Backoff;
}

/** What the handler of a due job is given. */
export interface DueJob<Payload = unknown> {
  /** The same at every try: hand it to the outside as the idempotency key. */
  readonly id: string;
  readonly key: string;
  /** As it was enqueued. It comes from the database, so parse it when its shape may have changed. */
  readonly payload: Payload;
  /** 1 at the first try. */
  readonly attempt: number;
  /** Aborts when the lease has run out. Give it to every call to the outside. */
  readonly signal: AbortSignal;
}

/** A schedule and how its runs are worked. */
export interface ScheduleOptions {
  /** Versioned and never reused: `purge-outbox-v1`. */
  readonly name: string;
  /** Cron expression of five fields (six with seconds), in UTC. */
  readonly cron: string;
  /** Tries before a slot is given up. Default 3. */
  readonly maxAttempts?: number;
  /** Seconds a run may take. Default 300. */
  readonly leaseSeconds?: number;
  /** Wait between tries. Default: 5 s, doubled each time, at most 15 min. */
  readonly backoff?: Backoff;
}

export interface DueJobMetadata extends DueJobOptions {
  readonly kind: string;
}

/**
 * Makes a method the handler of a kind of due job. It runs outside of any transaction, at least once: after a crash
 * the same job comes again, with the same id.
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
 * Runs a method at every slot of a cron expression (UTC), on one replica. After a time when nothing ran, only the
 * latest missed slot is run. A run that fails is tried again until the next slot takes its place. Two runs of one
 * schedule never overlap, unless one outlives its lease.
 *
 * The method is given the slot's time. A schedule that is new starts with its next slot.
 *
 * @example
 * @Scheduled({ name: 'purge-outbox-v1', cron: '0 * * * *' })
 * async run(slot: Date): Promise<void> { … }
 */
export function Scheduled(options: ScheduleOptions): MethodDecorator {
  return SetMetadata(scheduleMetadata, options);
}
