import { columnsOf } from './columns.rules';
import type { ForeignEntries, ForeignEntry, Outcome } from './entry';
import { isRecord } from './json-table';
import { FileRefusedError, maxLines, type Table } from './table';

const names = {
  habit: ['task name'],
  habit_id: ['task id'],
  date: ['date'],
  value: ['value'],
};

/**
 * `history.csv` of Habitica. Its value is the strength of a task after an entry, which rises exactly when the task was done,
 * so the entries of a task are compared with the ones before. Times are in UTC.
 */
export function habiticaCsvEntries(table: Table): ForeignEntries {
  const columns = columnsOf(table.columns, names);
  if (!columns.has('date') || !columns.has('habit') || !columns.has('value'))
    throw new FileRefusedError('IMPORT_COLUMN_MISSING');

  function* entries(): Generator<ForeignEntry> {
    const strengths = new Map<string, number>();

    for (const row of table.rows) {
      const habit = columns.read(row, 'habit') ?? '';
      const habitId = columns.read(row, 'habit_id');
      const date = columns.read(row, 'date') ?? '';
      const strength = Number(columns.read(row, 'value'));
      const before = strengths.get(habitId ?? habit) ?? 0;
      if (Number.isFinite(strength)) strengths.set(habitId ?? habit, strength);
      const outcome = outcomeOfStrength(strength, before);
      yield { line: row.line, habit, habitId, date: utc(date), occurrence: date, outcome };
    }
  }

  return { entries: { [Symbol.iterator]: entries }, ignoredColumns: columns.ignored };
}

/** `userdata.json` of Habitica: the histories of `tasks.habits` and `tasks.dailys`. A line is the position of an entry. */
export function habiticaJsonEntries(document: unknown): ForeignEntries {
  const tasks = isRecord(document) && isRecord(document['tasks']) ? document['tasks'] : undefined;
  if (!tasks) throw new FileRefusedError('IMPORT_FILE_MALFORMED');
  const lists = [tasks['habits'], tasks['dailys']].filter((list) => Array.isArray(list)).flat();
  const all = lists.filter(isRecord).flatMap(historyOf);
  if (all.length === 0) throw new FileRefusedError('IMPORT_FILE_EMPTY');
  if (all.length > maxLines) throw new FileRefusedError('IMPORT_FILE_TOO_LONG');

  return {
    entries: all.map((entry, index) => ({ ...entry, line: index + 1 })),
    ignoredColumns: [],
  };
}

function historyOf(task: Record<string, unknown>): Omit<ForeignEntry, 'line'>[] {
  const history = Array.isArray(task['history']) ? task['history'].filter(isRecord) : [];
  const habitId = typeof task['id'] === 'string' ? task['id'] : undefined;
  let before = 0;

  return history.map((entry) => {
    const strength = Number(entry['value']);
    const outcome = outcomeOfEntry(entry) ?? outcomeOfStrength(strength, before);
    if (Number.isFinite(strength)) before = strength;
    const at = new Date(Number(entry['date']));
    const date = Number.isNaN(at.getTime()) ? String(entry['date']) : at.toISOString();

    return {
      habit: typeof task['text'] === 'string' ? task['text'] : '',
      habitId,
      date,
      occurrence: date,
      outcome,
    };
  });
}

/** Newer entries say what happened. */
function outcomeOfEntry(entry: Record<string, unknown>): Outcome | undefined {
  if (typeof entry['completed'] === 'boolean') return entry['completed'] ? 'completed' : 'none';
  if (typeof entry['scoredUp'] === 'number') return entry['scoredUp'] > 0 ? 'completed' : 'none';

  return undefined;
}

function outcomeOfStrength(strength: number, before: number): Outcome | undefined {
  if (!Number.isFinite(strength)) return undefined;
  return strength > before ? 'completed' : 'none';
}

function utc(date: string): string {
  return /\d{2}:\d{2}:\d{2}$/.test(date) ? `${date}Z` : date;
}
