import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  InjectConfig,
  newId,
  Pages,
  positionAt,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { SystemAccess } from '../system/system-access';
import { type CreateImportBody, importOptions, type ListImportsQuery } from './import.dto';
import {
  countImports,
  countRecent,
  findImport,
  insertImport,
  listImports,
  lockImporter,
  type OpenImport,
} from './import.queries';
import { decideFormat, decideImport, recentSince } from './import.rules';
import { importSummaryView, importView } from './import.view';

/** A job of this kind imports a file; see `import-history.job.ts`. */
export const importJobKind = 'import-history-v1';

/** Takes files with the history of habits. A job imports them, because that takes longer than a request should. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly dueJobs: DueJobs,
    private readonly systems: SystemAccess,
    private readonly pages: Pages,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  async createImport({ userId }: Caller, body: CreateImportBody) {
    settle(decideFormat(body.source, body.format));
    for (const { system_id } of body.habits)
      await this.systems.require(userId, 'check-in', system_id);
    const row = newImport(userId, body, this.clock.now());

    await this.transactions.run(async (tx) => {
      await lockImporter(tx.sql, userId);
      const recent = await countRecent(tx.sql, userId, recentSince(row.createdAt));
      settle(decideImport(recent, this.config.IMPORTS_PER_DAY));
      await insertImport(tx.sql, row);
      const job = { kind: importJobKind, key: row.id, payload: { importId: row.id } };
      await this.dueJobs.enqueue(tx, { ...job, runAt: row.createdAt });
    });

    return importView(row);
  }

  async getImport({ userId }: Caller, importId: string) {
    const row = await findImport(this.database, userId, importId);
    if (!row) throw new AppError(errors.IMPORT_NOT_FOUND);

    return importView(row);
  }

  async listImports({ userId }: Caller, query: ListImportsQuery) {
    const { rows, pagination } = await this.pages.read('imports', query, {
      rows: (window) => listImports(this.database, userId, window),
      total: () => countImports(this.database, userId),
      position: ({ id, createdAt }) => positionAt(createdAt, id),
    });

    return { imports: rows.map(importSummaryView), pagination };
  }
}

function newImport(userId: string, body: CreateImportBody, now: Date): OpenImport {
  return {
    id: newId(),
    userId,
    source: body.source,
    format: body.format,
    dryRun: body.dry_run,
    options: importOptions.parse(body),
    status: 'pending',
    failureCode: null,
    counts: {},
    ignoredColumns: [],
    problems: [],
    content: body.content,
    createdAt: now,
    finishedAt: null,
  };
}
