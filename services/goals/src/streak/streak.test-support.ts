import { dayMs, wallTimeIn } from '@tribe/service-kit';
import type { CalendarChange } from './calendar.rules';
import { dateOf, dayOf } from './day.rules';
import type { Schedule } from './schedule.rules';
import type { CheckInFact, StreakFacts } from './streak-facts';
import { explainStreak, foldStreak } from './streak.rules';

export const hourMs = 3_600_000;
export const minuteMs = 60_000;

export const instant = (time: string): number => Date.parse(time);

/** A change of the settings, by default from the beginning of time. */
export const settings = (timezone: string, from = 0, dayStartsAtMinute = 0): CalendarChange => ({
  at: from,
  timezone,
  dayStartsAtMinute,
});

/** A check-in at an instant on a device in a zone. */
export function checkInAt(at: number, timezone = 'UTC', fields: Partial<CheckInFact> = {}) {
  const wall = wallTimeIn(timezone, new Date(at)).getTime();
  return { id: `check-in at ${at}`, at, wall, recordedAt: at, outcome: 'done', ...fields } as const;
}

/** Check-ins at noon in UTC on dates. */
export const doneOn = (...dates: string[]): CheckInFact[] =>
  dates.map((date) => checkInAt(dayOf(date) * dayMs + 12 * hourMs));

/** Check-ins at noon in UTC on every date of a range. */
export const doneFrom = (first: string, last: string): CheckInFact[] =>
  doneOn(...datesFrom(first, last));

export function datesFrom(first: string, last: string): string[] {
  const [from, to] = [dayOf(first), dayOf(last)];
  return Array.from({ length: to - from + 1 }, (_, index) => dateOf(from + index));
}

export const range = (id: string, from: string, to: string) => ({
  id,
  from: dayOf(from),
  to: dayOf(to),
});

/** Facts about a daily system in UTC, created at the beginning of June 2026, a Monday. */
export function systemWith(fields: Partial<StreakFacts> = {}, schedule?: Schedule): StreakFacts {
  const createdAt = fields.createdAt ?? instant('2026-06-01T00:00:00Z');
  return {
    calendar: [settings('UTC')],
    createdAt,
    schedules: [{ at: createdAt, schedule: schedule ?? { kind: 'daily' }, restDays: [] }],
    checkIns: [],
    freezes: [],
    vacations: [],
    pauses: [],
    ...fields,
  };
}

/** The rule of every day, such as `{ '2026-06-01': 'done' }`. */
export function rulesOf(facts: StreakFacts, now: string, from = '2026-06-01') {
  const days = explainStreak(facts, instant(now), { from: dayOf(from), to: Infinity });
  return Object.fromEntries(days.map(({ day, rule }) => [dateOf(day), rule]));
}

export const streakAt = (facts: StreakFacts, now: string) => foldStreak(facts, instant(now));
