import { dayMs } from '@tribe/service-kit';

/** A calendar date as the number of days since 1970-01-01, so that arithmetic on dates knows no time zones. */
export type Day = number;

export const daysPerWeek = 7;
/** 1970-01-01 was a Thursday. */
const weekdayOfFirstDay = 3;

/** @param date such as `2026-06-05` */
export function dayOf(date: string): Day {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

/** Returns the date such as `2026-06-05`. */
export function dateOf(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Returns 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + weekdayOfFirstDay) % daysPerWeek) + daysPerWeek) % daysPerWeek;
}

/** Returns the Monday of the week. */
export function mondayOf(day: Day): Day {
  return day - weekdayOf(day);
}

/** Returns the day of the month, the number of days in that month, and the months since January of the year 0. */
export function monthPositionOf(day: Day): { dayOfMonth: number; length: number; month: number } {
  const date = new Date(day * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];

  return {
    dayOfMonth: date.getUTCDate(),
    length: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
    month: year * 12 + month,
  };
}
