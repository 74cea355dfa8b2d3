/**
 * Replaces placeholders such as `{name}` with values; unknown ones become empty. Placeholders in values are not
 * replaced.
 */
export function fillWith(values: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => text.replaceAll(/\{(\w+)\}/g, (_match, name: string) => values[name] ?? '');
}

/**
 * Formats a time in a locale and a time zone, with the name of the zone. An unknown locale yields English, and an
 * unknown time zone UTC.
 */
export function formatMoment(
  moment: Date,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  const format = {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  } as const;
  try {
    return new Intl.DateTimeFormat(locale, { ...format, timeZone, timeZoneName: 'short' }).format(
      moment,
    );
  } catch {
    return new Intl.DateTimeFormat('en', {
      ...format,
      timeZone: 'UTC',
      timeZoneName: 'short',
    }).format(moment);
  }
}

/**
 * Inserts spaces into a name so that mail clients do not turn parts of it into links. The user who chose the name may
 * have registered with the address of another person.
 */
export function nameInMail(name: string): string {
  return name.replaceAll(/[.。．｡:/](?=\S)/gu, '$& ');
}
