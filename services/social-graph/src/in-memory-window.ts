import type { CursorPosition, PageWindow } from '@tribe/service-kit';

/**
 * The rows of a window of a list whose rows are all in memory, for `Pages`. The list is sorted by position: by rank, then by
 * id.
 *
 * @param position as in the source of the page
 */
export function rowsInWindow<Row>(
  rows: readonly Row[],
  { after, offset, limit }: PageWindow,
  position: (row: Row) => CursorPosition,
  order: 'ascending' | 'descending',
): Row[] {
  const sign = order === 'ascending' ? 1 : -1;
  const behind = rows
    .map((row) => ({ row, position: position(row) }))
    .filter((entry) => !after || sign * compare(entry.position, after) > 0)
    .sort((a, b) => sign * compare(a.position, b.position));
  return behind.slice(offset, offset + limit).map(({ row }) => row);
}

function compare(a: CursorPosition, b: CursorPosition): number {
  const [rankA, rankB] = [a.rank ?? 0n, b.rank ?? 0n];
  if (rankA !== rankB) return rankA < rankB ? -1 : 1;
  if (a.id === b.id) return 0;

  return a.id < b.id ? -1 : 1;
}
