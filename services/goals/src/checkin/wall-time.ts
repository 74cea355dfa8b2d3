import { wallTimeIn } from '@tribe/service-kit';
import { type Calendar, settingsAt } from '../streak/calendar.rules';

/**
 * Returns the time that the device showed, as milliseconds since 1970 of a clock in UTC that shows the same. Without a time
 * of the device, the time zone of the user decides.
 */
export function wallOf(localTime: string | undefined, calendar: Calendar, at: number): number {
  if (localTime !== undefined) return Date.parse(wallText(localTime));

  return wallTimeIn(settingsAt(calendar, at).timezone, new Date(at)).getTime();
}

/** The time without its offset, as of a clock in UTC: the instant is known from another field. */
function wallText(text: string): string {
  const [, date = '', time = ''] = /^(\S{10})[T ](\d{2}:\d{2}(?::\d{2})?)/.exec(text) ?? [];
  return `${date}T${time}Z`;
}
