import { type ImportRow, noCounts } from './import.queries';

export function importSummaryView(row: ImportRow) {
  return {
    id: row.id,
    source: row.source,
    format: row.format,
    dry_run: row.dryRun,
    status: row.status,
    failure_code: row.failureCode,
    counts: { ...noCounts, ...row.counts },
    created_at: row.createdAt,
    finished_at: row.finishedAt,
  };
}

export function importView(row: ImportRow) {
  return {
    ...importSummaryView(row),
    ignored_columns: row.ignoredColumns,
    problems: row.problems,
  };
}
