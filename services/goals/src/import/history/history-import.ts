import { Injectable } from '@nestjs/common';
import { Clock, Database, InjectConfig } from '@tribe/service-kit';
import type { GoalsConfig } from '../../config';
import { dayAt } from '../../streak/calendar.rules';
import { calendarOf } from '../../streak/known-facts';
import { findCalendarRows } from '../../streak/streak-facts.queries';
import { countOwnSystems, findSystem, type System } from '../../system/system.queries';
import { type ForeignSource, readForeignFile } from '../format/foreign-file';
import { inTurns } from '../format/turns';
import { type ImportCounts, noCounts, type OpenImport, saveProgress } from '../import.queries';
import { HistoryWriter } from './history-writer';
import { findImportedSystemId } from './history.queries';
import { type HabitHistory, Histories, nameKeyOf } from './history.rules';
import { type Problem, Problems } from './problem';

/** The result of an import, or in a dry run what it would be. */
export interface ImportOutcome {
  readonly counts: ImportCounts;
  readonly problems: Problems;
  readonly ignoredColumns: readonly string[];
}

/** The system of a habit; by default, a new one. */
type Target =
  | { readonly system: System | undefined }
  | { readonly refusal: Pick<Problem, 'code' | 'message'> };

const refusals = {
  missing: { refusal: { code: 'SYSTEM_NOT_FOUND', message: 'has no such system' } },
  archived: { refusal: { code: 'SYSTEM_ARCHIVED', message: 'continues in an archived system' } },
  limit: {
    refusal: { code: 'SYSTEM_LIMIT_REACHED', message: 'would exceed the limit of systems' },
  },
} satisfies Record<string, Target>;

/** Imports the history in files of other trackers. */
@Injectable()
export class HistoryImport {
  constructor(
    private readonly database: Database,
    private readonly writer: HistoryWriter,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  /** @throws FileRefusedError for a file that cannot be read */
  async run(row: OpenImport, source: ForeignSource, signal: AbortSignal): Promise<ImportOutcome> {
    const { columns, habit_name: habitName, date_format: format } = row.options;
    const file = await readForeignFile({ ...row, source }, { columns, habitName }, signal);
    const calendar = calendarOf(await findCalendarRows(this.database, row.userId));
    const problems = new Problems();
    const now = this.clock.now().getTime();
    const context = { calendar, now, today: dayAt(calendar, now), format };
    const histories = new Histories(source, context, problems);
    for await (const entry of inTurns(file.entries, signal)) histories.add(entry);
    const counts = await this.importAll(row, { histories, problems }, signal);

    return { counts, problems, ignoredColumns: file.ignoredColumns };
  }

  private async importAll(
    row: OpenImport,
    { histories, problems }: { histories: Histories; problems: Problems },
    signal: AbortSignal,
  ): Promise<ImportCounts> {
    const all = [...histories.byHabit.values()];
    const entries = all.reduce((sum, history) => sum + history.entries.length, problems.count);
    let counts = { ...noCounts, entries, not_done: histories.notDone, refused: problems.count };

    for (const history of all) {
      const target = await this.targetOf(row, history, counts.systems_created);

      if ('refusal' in target)
        for (const entry of history.entries)
          problems.add({ line: entry.line, field: 'habit', ...target.refusal });
      else counts = await this.importOne(row, { history, target, problems, counts }, signal);

      counts = { ...counts, refused: problems.count };
      await saveProgress(this.database, row.id, counts);
    }

    return counts;
  }

  private async importOne(
    row: OpenImport,
    at: {
      history: HabitHistory;
      target: { system: System | undefined };
      problems: Problems;
      counts: ImportCounts;
    },
    signal: AbortSignal,
  ): Promise<ImportCounts> {
    const { history, target, problems, counts } = at;
    const { system } = target;

    const plans = row.dryRun
      ? await this.writer.plan(row, history, system)
      : await this.writer.write(row, history, system?.id, signal);

    for (const { line, column } of plans.flatMap(({ excess }) => excess))
      problems.add({
        line,
        code: 'CHECKIN_LIMIT_REACHED',
        field: column,
        message: 'its day has the maximum number of check-ins',
      });

    for (const { line, column } of plans.flatMap(({ unverified }) => unverified))
      problems.add({
        line,
        code: 'VERIFICATION_REQUIRED',
        field: column,
        message: 'needs the verification of a partner, since the system exists',
      });

    for (const { line } of plans.flatMap(({ archived }) => archived))
      problems.add({ line, field: 'habit', ...refusals.archived.refusal });

    const sum = (of: (plan: (typeof plans)[number]) => number) =>
      plans.reduce((total, plan) => total + of(plan), 0);

    return {
      ...counts,
      imported: counts.imported + sum(({ fresh, added }) => fresh.length + added),
      already_imported: counts.already_imported + sum(({ known }) => known),
      systems_created: counts.systems_created + (system === undefined ? 1 : 0),
    };
  }

  /** A system of the user's choice, the system of an earlier import, or a new one. */
  private async targetOf(row: OpenImport, history: HabitHistory, created: number): Promise<Target> {
    const chosen = row.options.habits.find(
      ({ habit }) => nameKeyOf(habit) === nameKeyOf(history.name),
    );

    const systemId =
      chosen?.system_id ?? (await findImportedSystemId(this.database, row.userId, history.key));

    if (systemId !== undefined) {
      const system = await findSystem(this.database, systemId);
      if (system?.userId !== row.userId) return refusals.missing;
      return system.status === 'inactive' ? refusals.archived : { system };
    }

    const total = await countOwnSystems(this.database, row.userId, { status: null });
    const planned = row.dryRun ? created : 0;

    return total + planned >= this.config.SYSTEM_MAX_PER_USER
      ? refusals.limit
      : { system: undefined };
  }
}
