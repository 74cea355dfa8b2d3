import { FileRefusedError, type TableRow } from './table';

export const columnFields = [
  'habit',
  'habit_id',
  'date',
  'time',
  'status',
  'value',
  'unit',
  'note',
] as const;
export type ColumnField = (typeof columnFields)[number];

/** The names under which trackers and spreadsheets have a column, in lower case. */
export type ColumnNames = Readonly<Partial<Record<ColumnField, readonly string[]>>>;

/** The positions of the columns that are used. */
export interface Columns {
  readonly ignored: readonly string[];
  has(field: ColumnField): boolean;
  /** The text of a cell without spaces around it; undefined when it is empty or has no column. */
  read(row: TableRow, field: ColumnField): string | undefined;
}

/**
 * Finds the columns of a table.
 *
 * @param mapping the names that the user gave, which win
 * @throws FileRefusedError when a column is named but missing
 */
export function columnsOf(
  columns: readonly string[],
  names: ColumnNames,
  mapping: Partial<Record<ColumnField, string | undefined>> = {},
): Columns {
  const known = columns.map((column) => column.toLowerCase());
  const positions = new Map<ColumnField, number>();

  for (const field of columnFields) {
    const wanted = mapping[field]?.trim().toLowerCase();
    const candidates = wanted === undefined ? (names[field] ?? []) : [wanted];
    const position = known.findIndex((column) => candidates.includes(column));
    if (position >= 0) positions.set(field, position);
    else if (wanted !== undefined) throw new FileRefusedError('IMPORT_COLUMN_MISSING');
  }

  const used = new Set(positions.values());

  return {
    ignored: columns.filter((column, index) => column !== '' && !used.has(index)),
    has: (field) => positions.has(field),
    read: ({ cells }, field) => {
      const position = positions.get(field);
      return (position !== undefined && cells[position]?.trim()) || undefined;
    },
  };
}
