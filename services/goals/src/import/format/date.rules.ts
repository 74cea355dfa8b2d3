/** The order of day, month and year in dates such as `06/05/2026`. */
export const dateFormats = ['ymd', 'dmy', 'mdy'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** A date as trackers write it: a day, perhaps with the time on a clock, or an instant. */
export type ForeignDate =
  | { readonly kind: 'day'; readonly date: string; readonly time: string | undefined }
  | { readonly kind: 'instant'; readonly at: number };

const time = String.raw`(?:[T ](?<time>([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)(\.\d+)?\s?(?<zone>Z|UTC|[+-]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(
  String.raw`^(?<year>\d{4})([-/.]?)(?<month>\d{2})\2(?<day>\d{2})${time}$`,
);
const dayFirst = new RegExp(
  String.raw`^(?<day>\d{1,2})([-/.])(?<month>\d{1,2})\2(?<year>\d{4})${time}$`,
);
const monthFirst = new RegExp(
  String.raw`^(?<month>\d{1,2})([-/.])(?<day>\d{1,2})\2(?<year>\d{4})${time}$`,
);

/** Dots are used where the day comes first only. */
const dotted = /^\d{1,2}\.\d{1,2}\.\d{4}/;

/** Returns undefined for a text that is no date, or one that does not exist. */
export function parseDate(text: string, format: DateFormat): ForeignDate | undefined {
  const groups = (yearFirst.exec(text) ?? patternOf(text, format)?.exec(text))?.groups;
  if (!groups) return undefined;
  const { year = '', month = '', day = '', time: clock, zone } = groups;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!exists(date)) return undefined;
  if (zone === undefined) return { kind: 'day', date, time: clock };
  const offset = zone.replace('UTC', 'Z').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const at = Date.parse(`${date}T${clock ?? ''}${offset}`);

  return Number.isNaN(at) ? undefined : { kind: 'instant', at };
}

function patternOf(text: string, format: DateFormat): RegExp | undefined {
  if (format === 'dmy' || dotted.test(text)) return dayFirst;
  return format === 'mdy' ? monthFirst : undefined;
}

function exists(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === date;
}
