const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns the calendar date in a time zone, as midnight UTC of that date.
 *
 * @param timezone IANA name; the date in UTC for a name that this process does not know
 */
export function calendarDateIn(timezone: string, now: Date): Date {
  const parts = formatOf(timezone).formatToParts(now);
  const numberOf = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);

  return new Date(Date.UTC(numberOf('year'), numberOf('month') - 1, numberOf('day')));
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
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
}
