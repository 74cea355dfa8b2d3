/** Puts values in the place of `{name}` and its like. What a value contains is left as it is. */
export function fillWith(values: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => text.replaceAll(/\{(\w+)\}/g, (_match, name: string) => values[name] ?? '');
}

/** A moment as its reader writes it, with the zone it is meant in. UTC when this machine does not know the zone. */
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
 * A name as it may stand in a mail: with a space wherever a mail program could find an address to make a link of. Names are
 * chosen by people who may have given us somebody else's address.
 */
export function nameInMail(name: string): string {
  return name.replaceAll(/[.。．｡:/](?=\S)/gu, '$& ');
}
