import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Import } from '../generated/prisma/client';
import type { ImportStatus } from '../generated/prisma/enums';
import type { Problem } from './history/problem';
import type { ImportOptions } from './import.dto';

/** The numbers of a report. All but `entries` grow while the import runs. */
export interface ImportCounts {
  /** Entries of the file that were read, without those that say that nothing was done. */
  readonly entries: number;
  readonly imported: number;
  readonly already_imported: number;
  readonly refused: number;
  readonly not_done: number;
  readonly systems_created: number;
  readonly goals_created: number;
}

export const noCounts: ImportCounts = {
  entries: 0,
  imported: 0,
  already_imported: 0,
  refused: 0,
  not_done: 0,
  systems_created: 0,
  goals_created: 0,
};

/** An import without its file. */
export type ImportRow = Omit<Import, 'content' | 'options' | 'counts' | 'problems'> & {
  readonly options: ImportOptions;
  readonly counts: Partial<ImportCounts>;
  readonly problems: readonly Problem[];
};

export type OpenImport = ImportRow & { readonly content: string };

const listed = `
  i.id, i.user_id AS "userId", i.source, i.format, i.dry_run AS "dryRun", i.options, i.status,
  i.failure_code AS "failureCode", i.counts, i.ignored_columns AS "ignoredColumns", i.created_at AS "createdAt",
  i.finished_at AS "finishedAt"`;

const ofUser = 'FROM imports i WHERE i.user_id = $1::uuid';

export async function insertImport(sql: Sql, row: OpenImport): Promise<void> {
  await sql.execute(
    'import_insert',
    `INSERT INTO imports (id, user_id, source, format, dry_run, options, content, created_at)
     VALUES ($1::uuid, $2::uuid, $3::import_source, $4::import_format, $5, $6::jsonb, $7, $8)`,
    [
      row.id,
      row.userId,
      row.source,
      row.format,
      row.dryRun,
      JSON.stringify(row.options),
      row.content,
      row.createdAt,
    ],
  );
}

/** Lets one request at a time add an import of a user, so that the second sees the first. */
export async function lockImporter(sql: Sql, userId: string): Promise<void> {
  await sql.execute(
    'importer_lock',
    `SELECT pg_advisory_xact_lock(hashtextextended('imports of ' || $1, 0))`,
    [userId],
  );
}

export async function findImport(
  sql: Sql,
  userId: string,
  importId: string,
): Promise<ImportRow | undefined> {
  const [row] = await sql.query<ImportRow>(
    'import_by_id',
    `SELECT ${listed}, i.problems ${ofUser} AND i.id = $2::uuid`,
    [userId, importId],
  );
  return row;
}

/** Returns an import that has not ended, with its file. */
export async function findOpenImport(sql: Sql, importId: string): Promise<OpenImport | undefined> {
  const [row] = await sql.query<OpenImport>(
    'import_open_by_id',
    `SELECT ${listed}, i.problems, i.content FROM imports i
      WHERE i.id = $1::uuid AND i.status = 'pending' AND i.content IS NOT NULL`,
    [importId],
  );
  return row;
}

/** Locks an import that has not ended. Returns false when it is gone, for example with the account of its user. */
export async function lockOpenImport(sql: Sql, importId: string): Promise<boolean> {
  const rows = await sql.query(
    'import_open_lock',
    `SELECT id FROM imports WHERE id = $1::uuid AND status = 'pending' FOR UPDATE`,
    [importId],
  );
  return rows.length > 0;
}

/** Returns how many imports a user has added since an instant, and how many of them have not ended. */
export async function countRecent(
  sql: Sql,
  userId: string,
  { since, openSince }: { since: Date; openSince: Date },
): Promise<{ added: number; open: number }> {
  const [row] = await sql.query<{ added: number; open: number }>(
    'import_recent_counts',
    `SELECT count(*)::int AS added,
            (count(*) FILTER (WHERE status = 'pending' AND created_at > $3))::int AS open
       FROM imports WHERE user_id = $1::uuid AND created_at > $2`,
    [userId, since, openSince],
  );
  return row ?? { added: 0, open: 0 };
}

/** Returns the imports of a user without their refused lines, newest first. */
export function listImports(sql: Sql, userId: string, window: PageWindow): Promise<ImportRow[]> {
  return sql.query<ImportRow>(
    'import_page',
    `SELECT ${listed}, '[]'::jsonb AS problems ${ofUser} AND i.id < $2::uuid
      ORDER BY i.id DESC LIMIT $3 OFFSET $4`,
    [userId, olderThan(window).id, window.limit, window.offset],
  );
}

export function countImports(sql: Sql, userId: string): Promise<number> {
  return countRows(sql, 'import_count', `SELECT count(*)::int AS total ${ofUser}`, [userId]);
}

export async function saveProgress(
  sql: Sql,
  importId: string,
  counts: ImportCounts,
): Promise<void> {
  await sql.execute(
    'import_progress_save',
    `UPDATE imports SET counts = $2::jsonb WHERE id = $1::uuid AND status = 'pending'`,
    [importId, JSON.stringify(counts)],
  );
}

/** The end of an import. */
export interface ImportReport {
  readonly status: ImportStatus;
  readonly failureCode: string | null;
  readonly counts: ImportCounts;
  readonly ignoredColumns: readonly string[];
  readonly problems: readonly Problem[];
}

/** Ends an import: stores the report and drops the file. */
export async function finishImport(
  sql: Sql,
  importId: string,
  report: ImportReport,
  now: Date,
): Promise<void> {
  await sql.execute(
    'import_finish',
    `UPDATE imports
        SET status = $2::import_status, failure_code = $3, counts = $4::jsonb, ignored_columns = $5::text[],
            problems = $6::jsonb, finished_at = $7, content = NULL
      WHERE id = $1::uuid AND status = 'pending'`,
    [
      importId,
      report.status,
      report.failureCode,
      JSON.stringify(report.counts),
      report.ignoredColumns,
      JSON.stringify(report.problems),
      now,
    ],
  );
}
