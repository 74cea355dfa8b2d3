import { type ColumnField, type ColumnNames, type Columns, columnsOf } from './columns.rules';
import type { ForeignEntries, ForeignEntry, Outcome } from './entry';
import { outcomeOfValue, outcomeOfWord } from './outcome.rules';
import { FileRefusedError, type Table } from './table';

/** The words of a user about the columns of a file. */
export interface FileOptions {
  readonly columns?: Partial<Record<ColumnField, string | undefined>> | undefined;
  /** The habit of a file about one habit. */
  readonly habitName?: string | undefined;
}

const genericNames = {
  habit: ['habit', 'habit name', 'habit_name', 'name', 'title', 'task', 'activity'],
  habit_id: ['habit id', 'habit_id'],
  date: ['date', 'day', 'completed at', 'completed_at', 'logged at', 'timestamp'],
  time: ['time'],
  status: ['status', 'state', 'result', 'done', 'completed', 'checked'],
  value: ['value', 'amount', 'quantity', 'count', 'total log'],
  unit: ['unit', 'units'],
  note: ['note', 'notes', 'comment', 'comments'],
} satisfies ColumnNames;

const streaksNames: ColumnNames = {
  habit: ['title', 'task_title', 'task'],
  habit_id: ['task_id'],
  date: ['entry_date'],
  time: ['entry_timestamp'],
  status: ['entry_type'],
  value: ['quantity', 'entry_quantity'],
  unit: ['unit', 'quantity_unit'],
  note: ['notes', 'note'],
};

const habitifyNames: ColumnNames = {
  habit: ['habit'],
  habit_id: ['habit id'],
  date: ['date'],
  status: ['status'],
  value: ['total log'],
  unit: ['unit'],
};

/** Any table: a line per entry, or a line per day with a column per habit. */
export function genericEntries(table: Table, options: FileOptions): ForeignEntries {
  const columns = columnsOf(table.columns, genericNames, options.columns);
  const isLong = columns.has('habit') || options.habitName !== undefined;

  if (isLong)
    return entriesByLine(table, {
      columns,
      habitName: options.habitName,
      outcomeOf: outcomeOfWord,
    });

  // With one of these columns, a line is an entry, and the column of its habit is missing.
  if ((['status', 'value', 'note'] as const).some((field) => columns.has(field)))
    throw new FileRefusedError('IMPORT_COLUMN_MISSING');

  const { date } = genericNames;

  return entriesByColumn(
    table,
    columnsOf(table.columns, { date }, { date: options.columns?.date }),
  );
}

/** An export of Streaks for iOS. Its types are `completed_manually`, `skipped_auto`, `missed_auto` and others. */
export function streaksEntries(table: Table, options: FileOptions): ForeignEntries {
  const columns = columnsOf(table.columns, streaksNames, options.columns);
  const outcomeOf = (type: string): Outcome | undefined => outcomeOfWord(type.split('_')[0] ?? '');

  return entriesByLine(table, { columns, habitName: options.habitName, outcomeOf });
}

/** The CSV export of Habitify. */
export function habitifyEntries(table: Table, options: FileOptions): ForeignEntries {
  const columns = columnsOf(table.columns, habitifyNames, options.columns);

  return entriesByLine(table, {
    columns,
    habitName: options.habitName,
    outcomeOf: outcomeOfWord,
  });
}

interface LineReader {
  readonly columns: Columns;
  readonly habitName: string | undefined;
  outcomeOf(word: string): Outcome | undefined;
}

/** Reads a table with a line per entry. */
export function entriesByLine(
  { rows }: Table,
  { columns, habitName, outcomeOf }: LineReader,
): ForeignEntries {
  if (!columns.has('date') || !(columns.has('habit') || habitName !== undefined))
    throw new FileRefusedError('IMPORT_COLUMN_MISSING');

  function* entries(): Generator<ForeignEntry> {
    for (const row of rows) {
      const status = columns.read(row, 'status');
      const value = columns.read(row, 'value');

      yield {
        line: row.line,
        habit: columns.read(row, 'habit') ?? habitName ?? '',
        habitId: columns.read(row, 'habit_id'),
        date: columns.read(row, 'date') ?? '',
        occurrence: columns.read(row, 'time'),
        outcome: status === undefined ? outcomeOfValue(value) : outcomeOf(status),
        value,
        unit: columns.read(row, 'unit'),
        note: columns.read(row, 'note'),
      };
    }
  }

  return { entries: { [Symbol.iterator]: entries }, ignoredColumns: columns.ignored };
}

/** Reads a table with a line per day. An empty cell says nothing; a number is a value. */
function entriesByColumn(table: Table, columns: Columns): ForeignEntries {
  return eachCell(table, columns, (cell) => {
    const outcome = outcomeOfWord(cell);
    return outcome || Number.isNaN(numberOf(cell))
      ? { outcome }
      : { outcome: outcomeOfValue(cell), value: cell };
  });
}

/** Reads every cell that is not empty of a table with a line per day and a column per habit. */
export function eachCell(
  { columns: names, rows }: Table,
  columns: Columns,
  read: (cell: string, habit: string) => Pick<ForeignEntry, 'outcome' | 'value'>,
): ForeignEntries {
  if (!columns.has('date')) throw new FileRefusedError('IMPORT_COLUMN_MISSING');
  const habits = new Set(columns.ignored);

  function* entries(): Generator<ForeignEntry> {
    for (const row of rows)
      for (const [index, habit] of names.entries()) {
        const cell = row.cells[index]?.trim() ?? '';
        if (cell === '' || !habits.has(habit)) continue;
        const date = columns.read(row, 'date') ?? '';
        yield { line: row.line, column: habit, habit, date, ...read(cell, habit) };
      }
  }

  return { entries: { [Symbol.iterator]: entries }, ignoredColumns: [] };
}

function numberOf(cell: string): number {
  return Number(cell.replace(',', '.'));
}
