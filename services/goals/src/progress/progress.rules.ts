import { type Day, dateOf, dayOf } from '../streak/day.rules';
import type { DayRule, StreakDay } from '../streak/streak-facts';

export type ProgressPeriod = 'week' | 'month' | 'year';

export interface DayRange {
  readonly from: Day;
  /** The last day, included. */
  readonly to: Day;
}

/** The check-ins of a day. */
export interface DayValue {
  readonly checkins: number;
  readonly value: number | null;
}

/** A day of the progress of a system. */
export interface ProgressDay extends DayValue {
  readonly day: Day;
  /** Null before the system existed and in the future. */
  readonly rule: DayRule | null;
  /** How dark a heat-map draws the day, 0 to 4. */
  readonly level: number;
  /** At the end of the day. */
  readonly streak: number | null;
  /** The share of the days that counted in the last seven days on which the system was done, 0 to 1. */
  readonly trend: number | null;
}

/** Days before a range that the trend of its first day looks at. */
export const trendDays = 6;

const highestLevel = 4;

const due: ReadonlySet<DayRule> = new Set([
  'done',
  'done_late',
  'skipped',
  'frozen',
  'missed',
  'pending',
]);

/** Whether something had to be done on a day with this rule, or was done. */
export function isDue(rule: DayRule): boolean {
  return due.has(rule);
}

export function isDone(rule: DayRule): boolean {
  return rule === 'done' || rule === 'done_late';
}

/**
 * Returns the days of a period: 7 days, a month to the day, or a year to the day.
 *
 * @param from the first day; without it, the period ends today
 */
export function rangeOf(period: ProgressPeriod, from: Day | undefined, today: Day): DayRange {
  if (from === undefined) return { from: moved(today, period, -1) + 1, to: today };

  return { from, to: moved(from, period, 1) - 1 };
}

/** Returns an entry for each day of a range. */
export function progressDays(
  range: DayRange,
  {
    explained,
    values,
    target,
  }: {
    /** From {@link trendDays} before the range on. */
    explained: readonly StreakDay[];
    values: ReadonlyMap<Day, DayValue>;
    target: number | null;
  },
): ProgressDay[] {
  const byDay = new Map(explained.map((each) => [each.day, each]));
  const days: ProgressDay[] = [];

  for (let day = range.from; day <= range.to; day++) {
    const known = byDay.get(day);
    const recorded = values.get(day) ?? { checkins: 0, value: null };

    days.push({
      day,
      ...recorded,
      rule: known?.rule ?? null,
      level: known ? levelOf(known.rule, recorded.value, target) : 0,
      streak: known?.streak ?? null,
      trend: known ? trendOf(byDay, day) : null,
    });
  }

  return days;
}

export interface ProgressSummary {
  readonly doneDays: number;
  readonly dueDays: number;
  readonly missedDays: number;
  /** 0 to 1; null if nothing was due. */
  readonly completionRate: number | null;
  readonly totalValue: number;
}

/** Sums up days. A day that is not over counts only when it is done. */
export function summaryOf(days: readonly ProgressDay[]): ProgressSummary {
  const rules = days.flatMap(({ rule }) => rule ?? []);
  const doneDays = rules.filter(isDone).length;
  const dueDays = rules.filter((rule) => isDue(rule) && rule !== 'pending').length;

  return {
    doneDays,
    dueDays,
    missedDays: rules.filter((rule) => rule === 'missed').length,
    completionRate: rateOf(doneDays, dueDays),
    totalValue: days.reduce((total, { value }) => total + (value ?? 0), 0),
  };
}

/** A done day has the highest level, unless it has less than its target. */
function levelOf(rule: DayRule, value: number | null, target: number | null): number {
  if (!isDone(rule)) return 0;
  if (target === null || value === null || value >= target) return highestLevel;

  return Math.max(1, Math.floor((value / target) * highestLevel));
}

function trendOf(byDay: ReadonlyMap<Day, StreakDay>, day: Day): number | null {
  let [done, counted] = [0, 0];

  for (let each = day - trendDays; each <= day; each++) {
    const rule = byDay.get(each)?.rule;
    if (!rule || !isDue(rule) || rule === 'pending') continue;
    counted += 1;
    if (isDone(rule)) done += 1;
  }

  return rateOf(done, counted);
}

function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}

/** Moves a day by a period. A month without the day has its last day instead. */
function moved(day: Day, period: ProgressPeriod, by: 1 | -1): Day {
  if (period === 'week') return day + 7 * by;
  const [year = 0, month = 0, dayOfMonth = 0] = dateOf(day).split('-').map(Number);
  const [toYear, toMonth] = period === 'year' ? [year + by, month] : [year, month + by];
  const length = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const target = new Date(Date.UTC(toYear, toMonth - 1, Math.min(dayOfMonth, length)));

  return dayOf(target.toISOString().slice(0, 10));
}
