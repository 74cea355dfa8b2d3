import { type Day, dayOf, daysPerWeek, mondayOf, monthPositionOf, weekdayOf } from './day.rules';

/** The supported part of RFC 5545: FREQ, INTERVAL, BYDAY without ordinals, BYMONTHDAY, and COUNT or UNTIL. */
export interface Recurrence {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  readonly interval: number;
  /** 0 for Monday; only with DAILY and WEEKLY. */
  readonly weekdays: readonly number[];
  /** 1 to 31, or -1 for the last day; only with MONTHLY. A month without the day has no occurrence. */
  readonly monthDays: readonly number[];
  readonly count: number | undefined;
  readonly until: Day | undefined;
}

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY'] as const;
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const names = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL']);
const maxInterval = 12;
const maxCount = 366;
/** The longest distance of two occurrences: the 29th of February every four years, within an interval of 12 months. */
const maxGapDays = 8 * 366;

/**
 * Parses a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR`. INTERVAL is 1 to 12, COUNT 1 to 366, UNTIL a date
 * (`20261231`).
 *
 * @returns undefined for a rule outside of the supported part
 */
export function recurrenceOf(rule: string): Recurrence | undefined {
  const parts = partsOf(rule);
  if (!parts) return undefined;
  const frequency = frequencies.find((name) => name === parts.get('FREQ'));
  const interval = integerIn(parts.get('INTERVAL') ?? '1', 1, maxInterval);
  const count = parts.has('COUNT') ? integerIn(parts.get('COUNT'), 1, maxCount) : undefined;
  const until = parts.has('UNTIL') ? dateIn(parts.get('UNTIL')) : undefined;
  const weekdays = listOf(parts.get('BYDAY'), (name) => weekdayNames.indexOf(name));
  const monthDays = listOf(parts.get('BYMONTHDAY'), (text) => integerIn(text, -1, 31) ?? 0);

  const isValid =
    frequency !== undefined &&
    interval !== undefined &&
    parts.has('COUNT') === (count !== undefined) &&
    parts.has('UNTIL') === (until !== undefined) &&
    !(parts.has('COUNT') && parts.has('UNTIL')) &&
    !weekdays.includes(-1) &&
    !monthDays.includes(0) &&
    (frequency === 'MONTHLY' ? weekdays : monthDays).length === 0;

  return isValid ? { frequency, interval, weekdays, monthDays, count, until } : undefined;
}

/** Returns the last occurrence, or undefined for a rule without an end. COUNT is counted from the anchor. */
export function lastOccurrence(rule: Recurrence, anchor: Day): Day | undefined {
  if (rule.count === undefined) return rule.until;
  let last = anchor;
  let left = rule.count;

  for (let day = anchor; left > 0 && day - last <= maxGapDays; day++) {
    if (!matches(rule, day, anchor)) continue;
    last = day;
    left -= 1;
  }

  return last;
}

/**
 * Returns whether the rule has an occurrence on a day, without regard to COUNT and UNTIL.
 *
 * @param anchor the first day of the rule, which gives INTERVAL its phase
 */
export function matches(rule: Recurrence, day: Day, anchor: Day): boolean {
  const { frequency, interval, weekdays, monthDays } = rule;
  if (day < anchor) return false;
  const isWeekday = weekdays.length === 0 || weekdays.includes(weekdayOf(day));

  if (frequency === 'DAILY') return (day - anchor) % interval === 0 && isWeekday;

  if (frequency === 'WEEKLY') {
    const weeks = (mondayOf(day) - mondayOf(anchor)) / daysPerWeek;
    const isDay = weekdays.length === 0 ? weekdayOf(day) === weekdayOf(anchor) : isWeekday;
    return weeks % interval === 0 && isDay;
  }

  const [position, first] = [monthPositionOf(day), monthPositionOf(anchor)];
  if ((position.month - first.month) % interval !== 0) return false;
  const days = monthDays.length === 0 ? [first.dayOfMonth] : monthDays;

  return days.some((each) => (each < 0 ? position.length : each) === position.dayOfMonth);
}

function partsOf(rule: string): Map<string, string> | undefined {
  const pairs = rule.split(';').map((part) => part.split('='));
  const parts = new Map(pairs.map(([name = '', value = '']) => [name, value]));
  const isPair = ([name = '', value = '', ...rest]: string[]) =>
    names.has(name) && value !== '' && rest.length === 0;

  return pairs.every(isPair) && parts.size === pairs.length ? parts : undefined;
}

function listOf(text: string | undefined, valueOf: (item: string) => number): number[] {
  return text === undefined ? [] : text.split(',').map(valueOf);
}

function integerIn(text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined || !/^-?\d{1,3}$/.test(text)) return undefined;
  const value = Number(text);

  return value >= min && value <= max ? value : undefined;
}

function dateIn(text: string | undefined): Day | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/.exec(text ?? '');
  const day = parts ? dayOf(`${parts[1]}-${parts[2]}-${parts[3]}`) : Number.NaN;

  return Number.isNaN(day) ? undefined : day;
}
