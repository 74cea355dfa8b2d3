import { Injectable } from '@nestjs/common';
import { newId, type SqlTransaction } from '@tribe/service-kit';
import { JobRegistry } from './job-registry';

/** Work to be recorded. */
export interface NewDueJob {
  /** A kind some `@DueJob` of this service handles. */
  readonly kind: string;
  /** Says what the work is about, so that the same work is recorded once: a notification's id, say. */
  readonly key: string;
  /** Not before this time. */
  readonly runAt: Date;
  /** JSON. */
  readonly payload: unknown;
}

/** Records work in the transaction of the change that asks for it. */
@Injectable()
export class DueJobs {
  constructor(private readonly registry: JobRegistry) {}

  /**
   * Records the work, unless work of that kind and key is recorded already, finished or not (finished rows are kept
   * for seven days).
   *
   * @returns whether it was new
   * @throws Error when no handler of this service takes the kind
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
