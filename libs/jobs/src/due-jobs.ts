import { Injectable } from '@nestjs/common';
import { newId, type SqlTransaction } from '@tribe/service-kit';
import { JobRegistry } from './job-registry';

/** A due job to record. */
export interface NewDueJob {
  /** A kind that a `@DueJob` of this service handles. */
  readonly kind: string;
  /** Identifies the job within its kind, so that it is recorded once; for example, a notification's id. */
  readonly key: string;
  /** The job does not run before this time. */
  readonly runAt: Date;
  /** Any JSON value. */
  readonly payload: unknown;
}

/** Records due jobs in the transaction of the change that requires them. */
@Injectable()
export class DueJobs {
  constructor(private readonly registry: JobRegistry) {}

  /**
   * Records a job unless one with the same kind and key exists, finished or not. Finished rows are kept for seven days.
   *
   * @returns whether the job was new
   * @throws Error when no handler of this service handles the kind
   * @example await dueJobs.enqueue(tx, { kind: 'send-mail-v1', key: mail.id, runAt: clock.now(), payload: { to } });
   */
  async enqueue(tx: SqlTransaction, { kind, key, runAt, payload }: NewDueJob): Promise<boolean> {
    if (!this.registry.has(kind))
      throw new Error(`No handler of this service takes the job ${kind}`);
    const body = JSON.stringify(payload ?? null);

    const inserted = await tx.sql.execute(
      'due_jobs_enqueue',
      `WITH added AS (
        INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at)
        VALUES ($1::uuid, $2, $3, $4::jsonb, $5::timestamptz, $5::timestamptz)
        ON CONFLICT (kind, key) DO NOTHING
        RETURNING kind
      )
      SELECT pg_notify('due_jobs_' || current_schema(), kind) FROM added`,
      [newId(), kind, key, body, runAt],
    );

    return inserted > 0;
  }
}
