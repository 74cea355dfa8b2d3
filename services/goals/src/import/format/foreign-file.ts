import type { ImportFormat, ImportSource } from '../../generated/prisma/enums';
import { csvTable } from './csv-table';
import type { ForeignEntries } from './entry';
import { type FileOptions, genericEntries, habitifyEntries, streaksEntries } from './generic.rules';
import { habiticaCsvEntries, habiticaJsonEntries } from './habitica.rules';
import { jsonTable, parseJsonFile } from './json-table';
import { loopEntries } from './loop.rules';
import { FileRefusedError, type Table } from './table';

/** The trackers of which a table is understood. An export of Tribe is read by `tribe-export.rules.ts`. */
export type ForeignSource = Exclude<ImportSource, 'tribe'>;

const readers: Record<ForeignSource, (table: Table, options: FileOptions) => ForeignEntries> = {
  loop: loopEntries,
  habitica: habiticaCsvEntries,
  streaks: streaksEntries,
  habitify: habitifyEntries,
  generic: genericEntries,
};

/** The formats that a source can have. */
export const formatsOf: Record<ImportSource, readonly ImportFormat[]> = {
  loop: ['csv'],
  habitica: ['csv', 'json'],
  streaks: ['csv'],
  habitify: ['csv'],
  generic: ['csv', 'json'],
  tribe: ['json'],
};

/**
 * Reads the entries of a file.
 *
 * @throws FileRefusedError
 */
export async function readForeignFile(
  { source, format, content }: { source: ForeignSource; format: ImportFormat; content: string },
  options: FileOptions,
  signal: AbortSignal,
): Promise<ForeignEntries> {
  requireText(content);
  if (format === 'csv') return readers[source](await csvTable(content, signal), options);
  const document = parseJsonFile(content);
  if (source === 'habitica') return habiticaJsonEntries(document);

  return readers[source](jsonTable(document), options);
}

/** A client that reads a file in the wrong encoding puts replacement characters where it could not. */
export function requireText(content: string): void {
  if (content.includes('\uFFFD')) throw new FileRefusedError('IMPORT_FILE_NOT_UTF8');
}
