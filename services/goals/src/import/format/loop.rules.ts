import { columnsOf } from './columns.rules';
import type { ForeignEntries, ForeignEntry, Outcome } from './entry';
import { eachCell, entriesByLine, type FileOptions } from './generic.rules';
import type { Table } from './table';

/** Newer releases write names, older ones numbers. `1` means that the frequency of the habit allowed a day off. */
const marks = new Map<string, Outcome>([
  ['yes_manual', 'completed'],
  ['2', 'completed'],
  ['skip', 'skipped'],
  ['3', 'skipped'],
  ['-3', 'skipped'],
  ['yes_auto', 'none'],
  ['1', 'none'],
  ['no', 'none'],
  ['0', 'none'],
  ['unknown', 'none'],
  ['-1', 'none'],
]);

/** Loop stores a number of a measurable habit as thousandths. */
const thousandths = 1_000;

/**
 * `Checkmarks.csv` of Loop Habit Tracker: that of all habits, with a column for each, or that of one habit, whose name the
 * user gives.
 */
export function loopEntries(table: Table, options: FileOptions): ForeignEntries {
  const names = { date: ['date'], value: ['value'], note: ['notes'] };

  if (options.habitName === undefined) {
    const columns = columnsOf(table.columns, { date: names.date }, options.columns);
    return eachCell(table, columns, markOf);
  }

  const columns = columnsOf(table.columns, names, options.columns);
  const { habitName } = options;
  const long = entriesByLine(table, { columns, habitName, outcomeOf: () => undefined });

  function* entries(): Generator<ForeignEntry> {
    for (const entry of long.entries) yield { ...entry, ...markOf(entry.value ?? '') };
  }

  return { ...long, entries: { [Symbol.iterator]: entries } };
}

function markOf(cell: string): Pick<ForeignEntry, 'outcome' | 'value'> {
  const outcome = marks.get(cell.toLowerCase());
  if (outcome) return { outcome, value: undefined };
  const amount = Number(cell) / thousandths;

  return Number.isFinite(amount) && cell !== ''
    ? { outcome: 'completed', value: String(amount) }
    : { outcome: undefined, value: undefined };
}
