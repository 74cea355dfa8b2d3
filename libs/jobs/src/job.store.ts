import { Injectable } from '@nestjs/common';
import { Clock, Database, deleteInBatches, newId } from '@tribe/service-kit';
import type { JobHandler, Schedule } from './job-registry';
import {
  type ClaimedRow,
  claimJobs,
  finishJob,
  purgeJobs,
  purgeSlots,
  rememberNewSchedule,
  retryJob,
  takeSlot,
} from './job.queries';

const maxErrorLength = 2_000;

/** Reads and writes the job tables. */
@Injectable()
export class JobStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Claims up to `limit` due jobs, including jobs whose lease expired. */
  claim({ kind, leaseMs, serial }: JobHandler, limit: number): Promise<ClaimedRow[]> {
    const now = this.clock.now();
    return this.run(claimJobs, [kind, now, later(now, leaseMs), limit, serial]);
  }

  async finish({ id, attempts }: ClaimedRow): Promise<void> {
    await this.run(finishJob, [id, attempts, 'done', null, this.clock.now()]);
  }

  async giveUp({ id, attempts }: ClaimedRow, error: unknown): Promise<void> {
    await this.run(finishJob, [id, attempts, 'failed', textOf(error), this.clock.now()]);
  }

  async retry({ id, attempts }: ClaimedRow, error: unknown, delayMs: number): Promise<void> {
    await this.run(retryJob, [id, attempts, textOf(error), later(this.clock.now(), delayMs)]);
  }

  /** Records the last slot before a new schedule existed, so that it does not run. */
  async rememberNewSchedule({ name }: Schedule, slot: Date): Promise<void> {
    await this.run(rememberNewSchedule, [name, slot]);
  }

  /** Takes a slot and records its run as a due job. Returns false when any replica took the slot before. */
  async takeSlot({ name }: Schedule, slot: Date): Promise<boolean> {
    const won = await this.run(takeSlot, [name, slot, newId(), slot.toISOString()]);
    return won.length > 0;
  }

  /** Deletes finished jobs and old slots, in batches. */
  async purge(limits: { done: Date; failed: Date; slots: Date }): Promise<number> {
    const { name, text } = purgeJobs;

    const purged = await deleteInBatches((limit) =>
      this.database.execute(name, text, [limits.done, limits.failed, limit]),
    );

    await this.run(purgeSlots, [limits.slots]);

    return purged;
  }

  private run<T>({ name, text }: { name: string; text: string }, values: unknown[]): Promise<T[]> {
    return this.database.query<T>(name, text, values);
  }
}

function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}

function textOf(error: unknown): string {
  return String(error instanceof Error ? (error.stack ?? error.message) : error).slice(
    0,
    maxErrorLength,
  );
}
