const dayMs = 86_400_000;

/** Days an archive can be fetched. */
export const daysAvailable = 7;

/** How much one archive may hold before compression, in characters of JSON. */
export const longestArchive = 50_000_000;

/** When an export that is asked for now is deleted, whether or not it was fetched. */
export function expiryOf(requestedAt: Date): Date {
  return new Date(requestedAt.getTime() + daysAvailable * dayMs);
}

/** Whole seconds until somebody may ask again, once a day; undefined when they may now. */
export function secondsUntilNext(lastRequestedAt: Date | undefined, now: Date): number | undefined {
  const wait = lastRequestedAt ? lastRequestedAt.getTime() + dayMs - now.getTime() : 0;
  return wait > 0 ? Math.ceil(wait / 1000) : undefined;
}

/** How many pieces a service may hand over; each holds up to 500 rows. */
export const mostPieces = 2_000;

/** Rows of one section of a service, as the text of a JSON list. A section without a name holds none. */
export interface ExportPart {
  readonly service: string;
  readonly section: string;
  readonly rows: string;
}

/** What stands in an archive before the pieces: everything but what the services handed over. */
export interface ArchiveHead {
  readonly schema_version: 1;
  readonly exported_at: string;
  readonly user_id: string;
  readonly services: { readonly identity: Readonly<Record<string, readonly unknown[]>> };
}

/**
 * An archive as JSON, piece by piece, so that it is never in memory as a whole. The parts come service by service and
 * section by section; a service that has nothing is there, too.
 */
export async function* archiveText(
  head: ArchiveHead,
  parts: AsyncIterable<ExportPart>,
): AsyncGenerator<string> {
  // Without the two braces that end it.
  yield JSON.stringify(head).slice(0, -2);
  let service: string | undefined;
  let section = '';
  for await (const part of parts) {
    if (part.service !== service) {
      yield `${closing(section)}${service === undefined ? '' : '}'},${JSON.stringify(part.service)}:{`;
      ({ service } = part);
      section = '';
    }
    const rows = part.rows.trim().slice(1, -1);
    if (part.section === '' || rows === '') continue;
    if (part.section === section) yield `,${rows}`;
    else yield `${section === '' ? '' : '],'}${JSON.stringify(part.section)}:[${rows}`;
    ({ section } = part);
  }
  yield `${closing(section)}${service === undefined ? '' : '}'}}}`;
}

function closing(section: string): string {
  return section === '' ? '' : ']';
}
