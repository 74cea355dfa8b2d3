import type { UserLocale } from '@tribe/contracts';
import { dayMs, wallTimeIn } from '@tribe/service-kit';

const minuteMs = 60_000;
/** The settings of a user that decide which date it is for the user. */
export interface UserCalendar {
  /** IANA name. */
  readonly timezone: string;
  /** Start of the user's day in minutes after midnight, 0 to 360. */
  readonly dayStartsAtMinute: number;
}

/** The settings of a user who never changed them. */
export const defaultUserCalendar: UserCalendar = { timezone: 'UTC', dayStartsAtMinute: 0 };

/** Returns the defaults when an event of an older release has no settings. */
export function userCalendarOf(locale: UserLocale | undefined): UserCalendar {
  if (!locale?.timezone) return defaultUserCalendar;

  return { timezone: locale.timezone, dayStartsAtMinute: locale.dayStartsAtMinute };
}

/**
 * Returns the date of the user's day, as midnight UTC of that date: the date of the time on the user's clock minus the
 * start of the day. So the day begins at the same time on the clock when summer time begins or ends.
 */
export function todayIn({ timezone, dayStartsAtMinute }: UserCalendar, now: Date): Date {
  const wall = wallTimeIn(timezone, now).getTime() - dayStartsAtMinute * minuteMs;
  return new Date(Math.floor(wall / dayMs) * dayMs);
}
