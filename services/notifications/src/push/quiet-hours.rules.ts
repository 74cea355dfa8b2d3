import { wallTimeIn } from '@tribe/service-kit';

const minuteMs = 60_000;
const minutesPerDay = 1_440;

export interface QuietTimes {
  /** IANA name. */
  readonly timezone: string;
  readonly isEnabled: boolean;
  /** Minutes after midnight. An end before the start is on the next day. */
  readonly startMinute: number;
  readonly endMinute: number;
}

/** Returns whether it is in the quiet hours of a user, without their last minute. */
export function isQuiet(hours: QuietTimes, now: Date): boolean {
  const { timezone, isEnabled, startMinute, endMinute } = hours;
  if (!isEnabled) return false;
  const minute = Math.floor(wallTimeIn(timezone, now).getTime() / minuteMs) % minutesPerDay;
  if (startMinute <= endMinute) return minute >= startMinute && minute < endMinute;

  return minute >= startMinute || minute < endMinute;
}
