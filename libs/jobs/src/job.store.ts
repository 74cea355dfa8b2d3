import { Injectable } from '@nestjs/common';
import { Clock, Database, deleteInBites, newId } from '@tribe/service-kit';
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

const longestErrorText = 2_000;

/** The job tables. */
@Injectable()
export class JobStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Takes up to `limit` due jobs; a job whose lease ran out is due again. */
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

  /** Keeps a schedule that was never seen from running the slot that passed before it existed. */
  async rememberNewSchedule({ name }: Schedule, slot: Date): Promise<void> {
    await this.run(rememberNewSchedule, [name, slot]);
  }

  /** Whether this call was the first, on any replica, to take the slot. The run is then a due job. */
  async takeSlot({ name }: Schedule, slot: Date): Promise<boolean> {
    const won = await this.run(takeSlot, [name, slot, newId(), slot.toISOString()]);
    return won.length > 0;
  }

  /** Deletes finished jobs and old slots, in batches. */
  async purge(limits: { done: Date; failed: Date; slots: Date }): Promise<number> {
    const { name, text } = purgeJobs;
    const purged = await deleteInBites((limit) =>
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
    longestErrorText,
  );
}
