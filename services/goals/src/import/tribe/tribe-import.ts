import { Injectable } from '@nestjs/common';
import { Clock, Database, InjectConfig, Transactions } from '@tribe/service-kit';
import type { GoalsConfig } from '../../config';
import type { Tx } from '../../prisma.service';
import { calendarOf } from '../../streak/known-facts';
import { findCalendarRows } from '../../streak/streak-facts.queries';
import { countOwnSystems, findSystem, type System } from '../../system/system.queries';
import { requireText } from '../format/foreign-file';
import type { ImportOutcome } from '../history/history-import';
import { HistoryWriter } from '../history/history-writer';
import { findImportedSystemId } from '../history/history.queries';
import type { HabitHistory } from '../history/history.rules';
import { Problems } from '../history/problem';
import { noCounts, type OpenImport, saveProgress } from '../import.queries';
import {
  type ExportedSystem,
  isPossibleSystem,
  readTribeExport,
  systemOf,
  type TribeExport,
} from './tribe-export.rules';
import { isOfSystem } from './tribe-goal-histories';
import { TribeGoals } from './tribe-goals';
import { emptyHistory, tribeHistories } from './tribe-histories';
import { importReflection } from './tribe-reflections';
import { count, refuseRow, type TribeRun } from './tribe-run';
import { plannedSystem, TribeSystems } from './tribe-systems';

const refusals = {
  excess: { code: 'CHECKIN_LIMIT_REACHED', message: 'exceeds the limit of its day' },
  archived: { code: 'SYSTEM_ARCHIVED', message: 'belongs to a system that is archived by now' },
  unverified: {
    code: 'VERIFICATION_REQUIRED',
    message: 'needs the verification of a partner, since the system was imported',
  },
} as const;

/** Imports the goals, systems and reflections of an export of Tribe, such as that of an account that was deleted. */
@Injectable()
export class TribeImport {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly goals: TribeGoals,
    private readonly systems: TribeSystems,
    private readonly writer: HistoryWriter,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  /** @throws FileRefusedError for a file that cannot be read */
  async run(row: OpenImport, signal: AbortSignal): Promise<ImportOutcome> {
    requireText(row.content);
    const { sections, ignored } = readTribeExport(row.content);
    const { systems, checkins, reflections } = sections;
    const run = await this.begin(row, entriesOf(sections), signal);
    await this.goals.import(run, sections);
    const histories = await tribeHistories(run, checkins, this.config.CHECKIN_MAX_AHEAD_HOURS);

    for (const [index, each] of systems.entries()) {
      await this.importSystem(run, { line: index + 1, system: systemOf(each), histories });
      await saveProgress(this.database, row.id, run.counts);
    }

    refuseWithoutSystem(run, histories);
    const stores = { database: this.database, transactions: this.transactions };

    for (const [index, exported] of reflections.entries()) {
      signal.throwIfAborted();
      await importReflection(stores, run, { line: index + 1, exported });
    }

    const counts = { ...run.counts, refused: run.problems.count };

    return { counts, problems: run.problems, ignoredColumns: ignored };
  }

  private async begin(row: OpenImport, entries: number, signal: AbortSignal): Promise<TribeRun> {
    const calendar = calendarOf(await findCalendarRows(this.database, row.userId));
    const now = this.clock.now().getTime();
    const counts = { ...noCounts, entries };

    return { row, calendar, now, problems: new Problems(), signal, goals: new Map(), counts };
  }

  private async importSystem(
    run: TribeRun,
    at: {
      line: number;
      system: ExportedSystem | undefined;
      histories: Map<string, HabitHistory>;
    },
  ): Promise<void> {
    const { line, system, histories } = at;
    const about = { field: 'systems' } as const;

    if (!system || !isPossibleSystem(system, run.now)) {
      refuseRow(run, line, { ...about, code: 'LINE_INVALID', message: 'is not a valid system' });
      return;
    }

    const history = histories.get(system.id) ?? emptyHistory(system.id);
    const existing = await this.findImported(run, history);

    if (existing === undefined && !(await this.hasRoom(run))) {
      const message = 'would exceed the limit of systems';
      refuseRow(run, line, { ...about, code: 'SYSTEM_LIMIT_REACHED', message });
      return;
    }

    histories.delete(system.id);
    await this.importHistory(run, history, existing ?? (await this.create(run, system, history)));
  }

  private async create(
    run: TribeRun,
    exported: ExportedSystem,
    history: HabitHistory,
  ): Promise<System> {
    const system = plannedSystem(run, exported, history.key);
    const isNew = run.row.dryRun || (await this.systems.create(run, system, exported));
    if (isNew) count(run, { systems_created: 1 });

    return isNew ? system : ((await this.findImported(run, history)) ?? system);
  }

  private async findImported({ row }: TribeRun, { key }: HabitHistory) {
    const id = await findImportedSystemId(this.database, row.userId, key);
    return id === undefined ? undefined : findSystem(this.database, id);
  }

  private async importHistory(run: TribeRun, history: HabitHistory, system: System): Promise<void> {
    const { row, signal } = run;

    const plans = row.dryRun
      ? await this.writer.plan(row, history, system)
      : await this.writer.write(row, history, system.id, signal);

    const field = 'checkins';

    for (const { fresh, added, known, excess, unverified, archived } of plans) {
      for (const { line } of excess) refuseRow(run, line, { ...refusals.excess, field });
      for (const { line } of archived) refuseRow(run, line, { ...refusals.archived, field });
      for (const { line } of unverified) refuseRow(run, line, { ...refusals.unverified, field });
      count(run, { imported: fresh.length + added, already_imported: known });
    }
  }

  private async hasRoom({ row, counts }: TribeRun): Promise<boolean> {
    const total = await countOwnSystems(this.database, row.userId, { status: null });
    const planned = row.dryRun ? counts.systems_created : 0;

    return total + planned < this.config.SYSTEM_MAX_PER_USER;
  }
}

function entriesOf({ checkins, reflections, contributions, reminders }: TribeExport['sections']) {
  const ofGoals = reminders.filter((row) => !isOfSystem(row));
  return [checkins, reflections, contributions, ofGoals].reduce(
    (sum, { length }) => sum + length,
    0,
  );
}

/** Refuses the check-ins of systems that are not in the export, or were refused. */
function refuseWithoutSystem(run: TribeRun, histories: ReadonlyMap<string, HabitHistory>): void {
  const about = { code: 'SYSTEM_NOT_FOUND', field: 'checkins', message: 'has no system' } as const;
  for (const { entries } of histories.values())
    for (const { line } of entries) refuseRow(run, line, about);
}
