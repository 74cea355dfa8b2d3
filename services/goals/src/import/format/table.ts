/** A file as a table of text. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** The line of a CSV file, or the position in a JSON list, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export const maxLines = 20_000;
export const maxColumns = 250;

/** Why a file is refused as a whole. */
export type FileFlaw =
  | 'IMPORT_FILE_EMPTY'
  | 'IMPORT_FILE_MALFORMED'
  | 'IMPORT_FILE_NOT_UTF8'
  | 'IMPORT_FILE_TOO_LONG'
  | 'IMPORT_FILE_TOO_WIDE'
  | 'IMPORT_COLUMN_MISSING';

/** A file that cannot be read. */
export class FileRefusedError extends Error {
  constructor(readonly flaw: FileFlaw) {
    super(flaw);
  }
}
