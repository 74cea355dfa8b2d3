import { dayMs, wallTimeIn } from '@tribe/service-kit';
import { offsetAt } from '../reminder/wall-clock.rules';
import type { Day } from './day.rules';

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** A shorter date is neutral, because there was too little time. */
const shortestDayMs = 12 * hourMs;
/** No clock differs more from UTC, including the latest start of a day. */
const widestOffsetMs = 21 * hourMs;

/** The settings that decide which date it is for a user, from an instant on. Times are milliseconds since 1970. */
export interface CalendarChange {
  readonly at: number;
  /** IANA name. */
  readonly timezone: string;
  /** Start of the day in minutes after midnight, 0 to 360. */
  readonly dayStartsAtMinute: number;
}

/** The settings of a user over time, ascending. The first also apply to the time before. Never empty. */
export type Calendar = readonly [CalendarChange, ...CalendarChange[]];

/** Returns changes in the order in which they took effect. */
export function inOrder<Change extends { readonly at: number }>(
  changes: readonly [Change, ...Change[]],
): readonly [Change, ...Change[]] {
  const [first = changes[0], ...others] = changes.toSorted((a, b) => a.at - b.at);
  return [first, ...others];
}

export function settingsAt(calendar: Calendar, at: number): CalendarChange {
  return calendar.findLast((change) => change.at <= at) ?? calendar[0];
}

/** Returns the date at an instant: the date of the time on the user's clock minus the start of the day. */
export function dayAt(calendar: Calendar, at: number): Day {
  return dayIn(settingsAt(calendar, at), at);
}

/**
 * Returns the date of an act: the date of the time that the device showed minus the start of the day in force at the
 * instant. So an act belongs to the place where it happened, even if the user's settings follow later.
 *
 * @param wall the time that the device showed, as milliseconds since 1970 of a clock in UTC that shows the same
 */
export function dayOfWall(calendar: Calendar, wall: number, at: number): Day {
  return Math.floor((wall - settingsAt(calendar, at).dayStartsAtMinute * minuteMs) / dayMs);
}

/**
 * Returns the dates that did not exist for the user or lasted less than 12 hours because a setting changed, such as the
 * date that an eastward flight over the date line skips.
 *
 * @param since the hours before this instant do not count
 */
export function shortenedDays(calendar: Calendar, since: number): Set<Day> {
  const shortened = new Set<Day>();

  for (const [index, change] of calendar.entries()) {
    const before = calendar[index - 1];
    if (!before) continue;
    const last = dayIn(change, change.at);
    for (let day = dayIn(before, change.at - 1); day <= last; day++)
      if (lengthOf(calendar, day, since) < shortestDayMs) shortened.add(day);
  }

  return shortened;
}

function dayIn({ timezone, dayStartsAtMinute }: CalendarChange, at: number): Day {
  const wall = wallTimeIn(timezone, new Date(at)).getTime();
  return Math.floor((wall - dayStartsAtMinute * minuteMs) / dayMs);
}

/** Returns how long a date lasted for the user from an instant on, in all places where the user had this date. */
function lengthOf(calendar: Calendar, day: Day, since: number): number {
  const [earliest, latest] = [day * dayMs - widestOffsetMs, (day + 1) * dayMs + widestOffsetMs];
  let length = 0;

  for (const [index, change] of calendar.entries()) {
    const from = index === 0 ? since : Math.max(since, change.at);
    const to = calendar[index + 1]?.at ?? Infinity;
    if (to < earliest || from > latest) continue;
    const overlap = Math.min(to, startOf(change, day + 1)) - Math.max(from, startOf(change, day));
    length += Math.max(0, overlap);
  }

  return length;
}

/** Returns the instant at which a date begins under these settings, to within the change of summer time. */
export function startOf({ timezone, dayStartsAtMinute }: CalendarChange, day: Day): number {
  const wall = day * dayMs + dayStartsAtMinute * minuteMs;
  const guess = wall - offsetAt(timezone, wall);

  return wall - offsetAt(timezone, guess);
}
