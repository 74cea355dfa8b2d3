import { FileRefusedError, maxColumns, maxLines, type Table } from './table';

/** Escapes of characters that Postgres or UTF-8 cannot represent. Those of an emoji look the same, which only costs time. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

/**
 * Parses a JSON file. Characters that cannot be stored are replaced in texts.
 *
 * @throws FileRefusedError
 */
export function parseJsonFile(content: string): unknown {
  const text = content.replace(/^\uFEFF/, '');

  try {
    return unstorable.test(text) ? JSON.parse(text, storableValue) : JSON.parse(text);
  } catch {
    throw new FileRefusedError('IMPORT_FILE_MALFORMED');
  }
}

/**
 * Reads a list of objects as a table whose columns are their keys.
 *
 * @throws FileRefusedError
 */
export function jsonTable(document: unknown): Table {
  const rows = listOf(document);
  if (rows.length === 0) throw new FileRefusedError('IMPORT_FILE_EMPTY');
  if (rows.length > maxLines) throw new FileRefusedError('IMPORT_FILE_TOO_LONG');
  const columns = new Set<string>();

  for (const row of rows) {
    if (!isRecord(row)) throw new FileRefusedError('IMPORT_FILE_MALFORMED');
    for (const key of Object.keys(row)) columns.add(key);
    if (columns.size > maxColumns) throw new FileRefusedError('IMPORT_FILE_TOO_WIDE');
  }

  const names = [...columns];

  return {
    columns: names.map((name) => storable(name).trim()),
    rows: (rows as Record<string, unknown>[]).map((row, index) => ({
      line: index + 1,
      cells: names.map((name) => (Object.hasOwn(row, name) ? textOf(row[name]) : '')),
    })),
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function storableValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** A list, or an object with the list `entries`. */
function listOf(document: unknown): readonly unknown[] {
  const list =
    isRecord(document) && Object.hasOwn(document, 'entries') ? document['entries'] : document;
  if (!Array.isArray(list)) throw new FileRefusedError('IMPORT_FILE_MALFORMED');

  return list;
}

/** Objects and lists in a cell are no text of a tracker. */
function textOf(value: unknown): string {
  const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
  return isScalar ? String(value) : '';
}
