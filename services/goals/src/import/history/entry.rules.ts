import { dayMs, wallTimeIn } from '@tribe/service-kit';
import { checkinContent } from '../../checkin/checkin.dto';
import { firstInstantOf } from '../../reminder/wall-clock.rules';
import { type Calendar, dayOfWall, settingsAt } from '../../streak/calendar.rules';
import type { Day } from '../../streak/day.rules';
import { systemContent } from '../../system/system.dto';
import { type DateFormat, type ForeignDate, parseDate } from '../format/date.rules';
import type { ForeignEntry } from '../format/entry';
import type { Problem, ProblemCode } from './problem';

/** Older history is refused; ten years are more than any streak needs. */
const maxAgeDays = 3_653;
export const maxAgeMs = maxAgeDays * dayMs;
const noonMs = dayMs / 2;

/** An entry that can become a check-in. */
export interface HistoryEntry {
  readonly line: number;
  readonly column: string | null;
  readonly day: Day;
  /** When it happened, and the time that a clock showed, in milliseconds since 1970. */
  readonly at: number;
  readonly wall: number;
  /** With the habit, identifies the entry. */
  readonly identity: string;
  readonly outcome: 'completed' | 'skipped';
  readonly value: number | null;
  readonly unit: string | null;
  readonly note: string | null;
  /** Only of an export of Tribe. */
  readonly photoUrl?: string | null;
}

/** The settings and the time on which the dates of entries depend. */
export interface DateContext {
  readonly calendar: Calendar;
  readonly now: number;
  readonly today: Day;
  readonly format: DateFormat;
}

/** Validates an entry with the rules of check-ins. Returns `none` for an entry that says that nothing was done. */
export function entryOf(
  foreign: ForeignEntry,
  context: DateContext,
): HistoryEntry | Problem | 'none' {
  const refuse = (code: ProblemCode, field: string, message: string): Problem => ({
    line: foreign.line,
    code,
    field: foreign.column ?? field,
    message,
  });

  if (foreign.outcome === undefined) return refuse('STATUS_UNKNOWN', 'status', 'is not known');
  if (foreign.outcome === 'none') return 'none';
  const parsed = parseDate(foreign.date, context.format);
  if (!parsed) return refuse('DATE_INVALID', 'date', 'is not a date');
  const moment = momentOf(parsed, context);
  const { today } = context;
  if (moment.day > today) return refuse('DATE_IN_FUTURE', 'date', 'is in the future');
  if (moment.day < today - maxAgeDays) return refuse('DATE_TOO_OLD', 'date', 'is too long ago');
  const value = checkinContent.value.safeParse(numberOf(foreign.value));
  if (!value.success) return refuse('VALUE_INVALID', 'value', 'is not a number up to 1,000,000');
  const unit = systemContent.targetUnit.nullable().safeParse(foreign.unit ?? null);
  if (!unit.success) return refuse('UNIT_INVALID', 'unit', messageOf(unit.error));
  const note = checkinContent.notes.nullable().safeParse(foreign.note ?? null);
  if (!note.success) return refuse('NOTE_INVALID', 'note', messageOf(note.error));

  return {
    line: foreign.line,
    column: foreign.column ?? null,
    ...moment,
    identity: `${identityOf(parsed)} ${foreign.occurrence ?? ''}`,
    outcome: foreign.outcome,
    value: value.data ?? null,
    unit: unit.data,
    note: note.data || null,
  };
}

/** Returns when something happened. A day without a time means noon, or now if that is still to come today. */
function momentOf(
  date: ForeignDate,
  { calendar, now, today }: DateContext,
): { at: number; wall: number; day: Day } {
  const wallAt = (at: number) =>
    wallTimeIn(settingsAt(calendar, at).timezone, new Date(at)).getTime();

  if (date.kind === 'instant') {
    const wall = wallAt(date.at);
    return { at: date.at, wall, day: dayOfWall(calendar, wall, date.at) };
  }

  const midnight = Date.parse(`${date.date}T00:00:00Z`);
  const wall =
    date.time === undefined ? midnight + noonMs : Date.parse(`${date.date}T${date.time}Z`);
  const { timezone } = settingsAt(calendar, wall);
  const at = firstInstantOf(timezone, wall) ?? wall;
  const day = dayOfWall(calendar, wall, at);
  const isEarlier = date.time === undefined && at > now && day === today;

  return isEarlier ? { at: now, wall: wallAt(now), day } : { at, wall, day };
}

/** Depends on the file only, not on settings that change. */
function identityOf(date: ForeignDate): string {
  return date.kind === 'instant' ? String(date.at) : `${date.date} ${date.time ?? ''}`;
}

/** Accepts `1,5` for `1.5`. A comma before three digits may separate thousands, so it is refused. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  return /^\d+(\.\d+|,\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

/** The message of the first issue. */
export function messageOf({ issues: [issue] }: { issues: readonly { message: string }[] }): string {
  return issue?.message ?? 'is invalid';
}
