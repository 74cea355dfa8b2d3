/** The languages of the mails that users are sent. */
export const languages: readonly string[] = ['en', 'sw', 'fr', 'es', 'de'];

const longestLocale = 35;

/** The tags without variants and extensions that {@link localeOf} accepts, as the OpenAPI document describes them. */
export const plainTag = new RegExp(
  `^(?:${languages.join('|')})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$`,
);

/**
 * A language with script and region as BCP 47 writes it: `en-ke` becomes `en-KE`. Extensions, such as those for calendars
 * and digits, are dropped.
 *
 * @returns undefined for a text that is no language tag, and for a language that is not supported
 */
export function localeOf(tag: string): string | undefined {
  try {
    const { baseName, language } = new Intl.Locale(tag);
    return languages.includes(language) && baseName.length <= longestLocale ? baseName : undefined;
  } catch {
    return undefined;
  }
}

/** `06:30` as minutes after midnight. The schema has checked its shape. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes after midnight as `06:30`. */
export function timeOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
