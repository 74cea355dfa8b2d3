import { dayMs } from './durations';
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns the calendar date in a time zone, as midnight UTC of that date.
 *
 * @param timezone IANA name; the date in UTC for a name that this process does not know
 */
export function calendarDateIn(timezone: string, now: Date): Date {
  const wall = wallTimeIn(timezone, now).getTime();
  return new Date(Math.floor(wall / dayMs) * dayMs);
}

/**
 * Returns the time that clocks in a time zone show, as the instant at which clocks in UTC show the same, to the second.
 *
 * @param timezone IANA name; the time in UTC for a name that this process does not know
 */
export function wallTimeIn(timezone: string, now: Date): Date {
  const parts = formatOf(timezone).formatToParts(now);
  const numberOf = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);

  const [year, month, day] = [numberOf('year'), numberOf('month') - 1, numberOf('day')];
  const time = [numberOf('hour'), numberOf('minute'), numberOf('second')] as const;

  return new Date(Date.UTC(year, month, day, ...time));
}

/** Making a format costs more than all uses of it. There are about 600 names, and no others are kept. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;

  try {
    const format = newFormat(timezone);
    formats.set(timezone, format);
    return format;
  } catch {
    return newFormat('UTC');
  }
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
