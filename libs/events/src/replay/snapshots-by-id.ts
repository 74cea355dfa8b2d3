import { type PageById, pagesById } from '@tribe/service-kit';
import type { NewEvent } from '../event/new-event';

const rowsPerPage = 500;

/**
 * Yields a snapshot of every row of a table, in id order.
 *
 * @param read reads the rows of a page
 * @param toEvent creates the `…snapshotted` event of a row
 * @param pageSize rows per page, at most 1000; default 500
 * @example
 * yield* snapshotsById(
 *   ({ after, take }) => this.prisma.goal.findMany({ where: after, orderBy: { id: 'asc' }, take }),
 *   goalSnapshotted,
 * );
 */
export async function* snapshotsById<Row extends { id: string }>(
  read: (page: PageById) => Promise<Row[]>,
  toEvent: (row: Row) => NewEvent,
  pageSize = rowsPerPage,
): AsyncIterable<NewEvent[]> {
  for await (const rows of pagesById(pageSize, read)) yield rows.map(toEvent);
}
