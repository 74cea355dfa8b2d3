import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { FileRefusedError, maxColumns, maxLines, type Table, type TableRow } from './table';

const delimiters = [',', ';', '\t'] as const;
/** Characters that are parsed before other requests have their turn. */
const sliceLength = 8_192;
/** No line of a habit tracker is longer; a quote that is never closed is found early. */
const maxRecordLength = 65_536;

interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV file with a header: delimited by commas, semicolons or tabs, with or without a byte order mark.
 *
 * @throws FileRefusedError
 */
export async function csvTable(content: string, signal: AbortSignal): Promise<Table> {
  const parser = Readable.from(slicesOf(content), { signal }).pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(content),
      info: true,
      max_record_size: maxRecordLength,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );

  let columns: string[] | undefined;
  const rows: TableRow[] = [];

  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      if (columns) rows.push({ line: info.lines, cells: record });
      else columns = headerOf(record);
      if (rows.length > maxLines) throw new FileRefusedError('IMPORT_FILE_TOO_LONG');
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof CsvError ? new FileRefusedError('IMPORT_FILE_MALFORMED') : error;
  }

  if (!columns || rows.length === 0) throw new FileRefusedError('IMPORT_FILE_EMPTY');

  return { columns, rows };
}

async function* slicesOf(content: string): AsyncGenerator<string> {
  for (let at = 0; at < content.length; at += sliceLength) {
    yield content.slice(at, at + sliceLength);
    await nextTurn();
  }
}

/** The delimiter that occurs most often in the header, outside of quotes. */
function delimiterOf(content: string): string {
  const [header = ''] = content.slice(0, maxRecordLength).split(/[\r\n]/, 1);
  const bare = header.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;

  return delimiters.reduce((best, each) => (count(each) > count(best) ? each : best));
}

function headerOf(cells: readonly string[]): string[] {
  if (cells.length > maxColumns) throw new FileRefusedError('IMPORT_FILE_TOO_WIDE');

  return cells.map((cell) => cell.trim());
}
