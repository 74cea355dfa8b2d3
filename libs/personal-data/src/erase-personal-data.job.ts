import { Injectable } from '@nestjs/common';
import { PersonalDataReportService } from '@tribe/contracts';
import { deleteDeadLettersAbout } from '@tribe/events';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Calls, Rpc } from '@tribe/rpc';
import {
  id,
  Clock,
  Database,
  ServiceName,
  type SqlTransaction,
  Transactions,
} from '@tribe/service-kit';
import { z } from 'zod';
import { OwnPersonalData } from './own-personal-data';
import type { ErasedCounts } from './personal-data-source';

const erasure = z.object({ erasureId: id, userId: id });
export type Erasure = z.infer<typeof erasure>;

/**
 * Erases this service's data about a user in batches and reports the counts to identity. Retries for about a day; then
 * the job stays failed, and the receipt at identity shows that this service is missing.
 */
@Calls(PersonalDataReportService.method.reportErased)
@Injectable()
export class ErasePersonalDataJob {
  constructor(
    private readonly own: OwnPersonalData,
    private readonly dueJobs: DueJobs,
    private readonly transactions: Transactions<SqlTransaction>,
    private readonly database: Database,
    private readonly rpc: Rpc,
    private readonly service: ServiceName,
    private readonly clock: Clock,
  ) {}

  async enqueue(tx: SqlTransaction, payload: Erasure): Promise<void> {
    const job = { kind: 'erase-personal-data-v1', key: payload.erasureId, payload };
    await this.dueJobs.enqueue(tx, { ...job, runAt: this.clock.now() });
  }

  @DueJob('erase-personal-data-v1', { maxAttempts: 100, leaseSeconds: 300, concurrency: 1 })
  async run({ payload, signal }: DueJobOf<unknown>): Promise<void> {
    const { erasureId, userId } = erasure.parse(payload);
    while (await this.transactions.run((tx) => this.eraseBatch(tx, { erasureId, userId })))
      signal.throwIfAborted();

    const [row] = await this.database.query<{ counts: ErasedCounts }>(
      'personal_data_counts',
      'SELECT counts FROM personal_data_erasures WHERE erasure_id = $1::uuid',
      [erasureId],
    );

    const counts = Object.fromEntries(
      Object.entries(row?.counts ?? {}).map(([kind, count]) => [kind, BigInt(count)]),
    );

    const report = { erasureId, service: this.service.name, counts };
    await this.rpc.client(PersonalDataReportService).reportErased(report, { deadlineMs: 2_000 });
  }

  /** @returns whether more data may be left */
  private async eraseBatch(tx: SqlTransaction, { erasureId, userId }: Erasure): Promise<boolean> {
    const own = await this.own.source.erase(tx, userId);
    const counts = nonZero({ ...own, dead_letters: await deleteDeadLettersAbout(tx, userId) });
    const isFinished = Object.keys(counts).length === 0;
    const finishedAt = isFinished ? this.clock.now() : null;

    // Adds the counts of this batch to those of earlier batches.
    await tx.sql.execute(
      'erase_personal_data_erase_batch',
      `INSERT INTO personal_data_erasures AS known (erasure_id, counts, finished_at)
      VALUES ($1::uuid, $2::jsonb, $3::timestamptz)
      ON CONFLICT (erasure_id) DO UPDATE SET finished_at = excluded.finished_at, counts = known.counts || (
        SELECT coalesce(jsonb_object_agg(key, value::bigint + coalesce((known.counts ->> key)::bigint, 0)), '{}')
          FROM jsonb_each_text(excluded.counts))`,
      [erasureId, JSON.stringify(counts), finishedAt],
    );

    return !isFinished;
  }
}

function nonZero(counts: ErasedCounts): ErasedCounts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
