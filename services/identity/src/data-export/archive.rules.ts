/** Rows of one section of a service, as the text of a JSON list. A section without a name holds none. */
export interface ExportPart {
  readonly service: string;
  readonly section: string;
  readonly rows: string;
}

/** The beginning of an archive: everything but what the other services handed over. */
export interface ArchiveHead {
  readonly schema_version: 1;
  readonly exported_at: string;
  readonly user_id: string;
  readonly services: { readonly identity: Readonly<Record<string, readonly unknown[]>> };
}

/**
 * An archive as JSON, part by part, so that it is never in memory as a whole. The parts come service by service and
 * section by section; a service without data is in the archive, too.
 */
export async function* archiveText(
  head: ArchiveHead,
  parts: AsyncIterable<ExportPart>,
): AsyncGenerator<string> {
  // Without the two braces at its end.
  yield JSON.stringify(head).slice(0, -2);
  let service: string | undefined;
  let section = '';

  for await (const part of parts) {
    if (part.service !== service) {
      yield `${endOfSection(section)}${endOfService(service)},${JSON.stringify(part.service)}:{`;
      ({ service } = part);
      section = '';
    }

    const rows = part.rows.trim().slice(1, -1);
    if (part.section === '' || rows === '') continue;
    if (part.section === section) yield `,${rows}`;
    else yield `${section === '' ? '' : '],'}${JSON.stringify(part.section)}:[${rows}`;
    ({ section } = part);
  }

  yield `${endOfSection(section)}${endOfService(service)}}}`;
}

function endOfSection(section: string): string {
  return section === '' ? '' : ']';
}

function endOfService(service: string | undefined): string {
  return service === undefined ? '' : '}';
}
