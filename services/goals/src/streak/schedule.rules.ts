import { type Day, monthPositionOf, weekdayOf } from './day.rules';
import { lastOccurrence, matches, type Recurrence } from './recurrence.rules';

/** When a system is due. Weekdays are 0 for Monday to 6 for Sunday. */
export type Schedule =
  | { readonly kind: 'daily' }
  | { readonly kind: 'weekly'; readonly weekdays: readonly number[] }
  /** On any days of the week, from Monday to Sunday. */
  | { readonly kind: 'times_per_week'; readonly times: number }
  /** 29 to 31 mean the last day of a shorter month. */
  | { readonly kind: 'monthly'; readonly dayOfMonth: number }
  | { readonly kind: 'recurrence'; readonly rule: Recurrence };

/** A streak counts days, or weeks if a number of days per week is due. */
export type StreakUnit = 'days' | 'weeks';

export function unitOf(schedule: Schedule): StreakUnit {
  return schedule.kind === 'times_per_week' ? 'weeks' : 'days';
}

/**
 * Returns a function that tells whether a schedule is due on a day. Days of `times_per_week` are never due: its weeks are.
 *
 * @param anchor the day on which the schedule took effect
 */
export function dueOn(schedule: Schedule, anchor: Day): (day: Day) => boolean {
  switch (schedule.kind) {
    case 'daily':
      return () => true;
    case 'weekly':
      return (day) => schedule.weekdays.includes(weekdayOf(day));
    case 'times_per_week':
      return () => false;
    case 'monthly':
      return (day) => isDayOfMonth(day, schedule.dayOfMonth);
    case 'recurrence': {
      const last = lastOccurrence(schedule.rule, anchor) ?? Infinity;
      return (day) => day <= last && matches(schedule.rule, day, anchor);
    }
  }
}

function isDayOfMonth(day: Day, wanted: number): boolean {
  const { dayOfMonth, length } = monthPositionOf(day);
  return dayOfMonth === Math.min(wanted, length);
}
