import type { Calendar } from '../../streak/calendar.rules';
import type { ProblemCode, Problems } from '../history/problem';
import type { ImportCounts, OpenImport } from '../import.queries';

/** The state of a running import of an export. */
export interface TribeRun {
  readonly row: OpenImport;
  readonly calendar: Calendar;
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly problems: Problems;
  readonly signal: AbortSignal;
  /** The goals of the import by their ids in the export; in a dry run, new goals have no id yet. */
  readonly goals: Map<string, string | undefined>;
  counts: ImportCounts;
}

/** @param field the section of the export */
export function refuseRow(
  { problems }: TribeRun,
  line: number,
  { code, field, message }: { code: ProblemCode; field: string; message: string },
): void {
  problems.add({ line, code, field, message });
}

/** Adds to the numbers of the report. */
export function count(
  run: TribeRun,
  added: Partial<Omit<ImportCounts, 'entries' | 'refused' | 'not_done'>>,
): void {
  const { imported = 0, already_imported = 0, systems_created = 0, goals_created = 0 } = added;

  run.counts = {
    ...run.counts,
    imported: run.counts.imported + imported,
    already_imported: run.counts.already_imported + already_imported,
    systems_created: run.counts.systems_created + systems_created,
    goals_created: run.counts.goals_created + goals_created,
    refused: run.problems.count,
  };
}
