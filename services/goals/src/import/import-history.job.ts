import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Clock, Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { FileRefusedError } from './format/table';
import { HistoryImport, type ImportOutcome } from './history/history-import';
import { shownName } from './history/problem';
import { finishImport, findOpenImport, noCounts, type OpenImport } from './import.queries';
import { importJobKind } from './import.service';
import { ImportGoneError } from './open-import';
import { TribeImport } from './tribe/tribe-import';

const maxAttempts = 5;
const jobPayload = z.object({ importId: id });

/** Imports files. A run that was interrupted begins again: entries that it has added are counted, and not added twice. */
@Injectable()
export class ImportHistoryJob {
  constructor(
    private readonly database: Database,
    private readonly histories: HistoryImport,
    private readonly tribe: TribeImport,
    private readonly clock: Clock,
  ) {}

  @DueJob(importJobKind, { maxAttempts, leaseSeconds: 300, concurrency: 1 })
  async run({ payload, attempt, signal }: DueJobOf<unknown>): Promise<void> {
    const { importId } = jobPayload.parse(payload);
    const row = await findOpenImport(this.database, importId);
    if (!row) return;

    try {
      await this.complete(row, await this.import(row, signal));
    } catch (error) {
      if (error instanceof ImportGoneError) return;
      if (error instanceof FileRefusedError) await this.fail(row, error.flaw);
      else {
        if (attempt >= maxAttempts) await this.fail(row, 'IMPORT_INTERRUPTED');
        throw error;
      }
    }
  }

  private import(row: OpenImport, signal: AbortSignal): Promise<ImportOutcome> {
    return row.source === 'tribe'
      ? this.tribe.run(row, signal)
      : this.histories.run(row, row.source, signal);
  }

  private async complete(row: OpenImport, outcome: ImportOutcome): Promise<void> {
    const { counts, problems } = outcome;
    const ignoredColumns = outcome.ignoredColumns.map(shownName);
    const report = { status: 'completed', failureCode: null, problems: problems.listed } as const;
    const now = this.clock.now();
    await finishImport(this.database, row.id, { ...report, counts, ignoredColumns }, now);
  }

  private async fail(row: OpenImport, failureCode: string): Promise<void> {
    const report = { status: 'failed', failureCode, counts: noCounts } as const;
    const now = this.clock.now();
    await finishImport(this.database, row.id, { ...report, ignoredColumns: [], problems: [] }, now);
  }
}
