import { createHash } from 'node:crypto';
import type { ImportSource, SystemMetric } from '../../generated/prisma/enums';
import { systemContent } from '../../system/system.dto';
import type { ForeignEntry } from '../format/entry';
import { FileRefusedError } from '../format/table';
import { type DateContext, entryOf, type HistoryEntry, messageOf } from './entry.rules';
import type { Problem, Problems } from './problem';

/** An entry with the client id of its check-in. The same entry always has the same. */
export interface KeyedEntry extends HistoryEntry {
  readonly clientId: string;
}

/** The history of a habit. */
export interface HabitHistory {
  /** Identifies the habit among those of its user. */
  readonly key: string;
  readonly title: string;
  /** The name in the file. */
  readonly name: string;
  readonly entries: KeyedEntry[];
}

/** Of all habits in a file. */
const maxEntries = 50_000;

/** Collects the valid entries of a file by habit. */
export class Histories {
  readonly byHabit = new Map<string, HabitHistory>();
  /** Entries that say that nothing was done. */
  notDone = 0;
  private readonly identities = new Set<string>();
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly source: ImportSource,
    private readonly context: DateContext,
    private readonly problems: Problems,
  ) {}

  /** @throws FileRefusedError when the file has too many entries */
  add(foreign: ForeignEntry): void {
    const entry = entryOf(foreign, this.context);

    if (entry === 'none') this.notDone += 1;
    else if ('code' in entry) this.problems.add(entry);
    else this.keep(foreign, entry);
  }

  private keep(foreign: ForeignEntry, entry: HistoryEntry): void {
    const title = systemContent.title.safeParse(foreign.habit);

    if (!title.success) {
      this.refuse(entry, 'HABIT_INVALID', 'habit', messageOf(title.error));
      return;
    }

    const key = this.keyOf(foreign.habitId ?? nameKeyOf(title.data));
    const clientId = `import-${hashOf(key, entry.identity)}`;

    if (this.identities.has(clientId)) {
      this.refuse(entry, 'LINE_REPEATED', 'date', 'is in an earlier line of this habit');
      return;
    }

    if (this.identities.size >= maxEntries) throw new FileRefusedError('IMPORT_FILE_TOO_LONG');
    this.identities.add(clientId);
    const first = { key, title: title.data, name: foreign.habit, entries: [] };
    const history: HabitHistory = this.byHabit.get(key) ?? first;
    history.entries.push({ ...entry, clientId });
    this.byHabit.set(key, history);
  }

  private keyOf(habit: string): string {
    const key = this.keys.get(habit) ?? hashOf(this.source, habit);
    this.keys.set(habit, key);

    return key;
  }

  private refuse(entry: HistoryEntry, code: Problem['code'], field: string, message: string): void {
    this.problems.add({ line: entry.line, code, field: entry.column ?? field, message });
  }
}

/** A habit with amounts counts them, in the unit of its last entry. */
export function metricOf({ entries }: HabitHistory): { metric: SystemMetric; unit: string | null } {
  const metric = entries.some(({ value }) => value !== null) ? 'counter' : 'binary';
  return { metric, unit: entries.findLast(({ unit }) => unit !== null)?.unit ?? null };
}

/** Names are compared without regard to case and to how accents are encoded. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** 43 characters. */
export function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
