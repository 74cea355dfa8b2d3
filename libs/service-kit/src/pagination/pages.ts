import { Injectable } from '@nestjs/common';
import { type CursorPosition, Cursors } from './cursors';
import { type PageQuery, paginated, type Pagination } from './page';
import type { PageWindow } from './page-window';

/** Reads the rows of a list. */
export interface PageSource<Row> {
  /** Reads the rows of a window, in the order of the list. */
  rows(window: PageWindow): Promise<readonly Row[]>;
  /**
   * Counts the whole list.
   *
   * @param rows what {@link rows} reads, for a list whose statement also counts
   */
  total(rows: Promise<readonly Row[]>): Promise<number>;
  /** Returns the position of a row in the list, after which the next page begins. */
  position(row: Row): CursorPosition;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly pagination: Pagination;
}

/** Reads one page of a list, by number or after a cursor. Every list of every service uses it. */
@Injectable()
export class Pages {
  constructor(private readonly cursors: Cursors) {}

  /**
   * @param list name of the list and its order; other lists refuse its cursors
   * @throws AppError CURSOR_INVALID
   * @example
   * const { rows, pagination } = await this.pages.read('contributions', query, {
   *   rows: (window) => listContributions(this.database, goalId, window),
   *   total: () => countContributions(this.database, goalId),
   *   position: ({ id, created_at }) => positionAt(created_at, id),
   * });
   */
  async read<Row>(list: string, query: PageQuery, source: PageSource<Row>): Promise<Page<Row>> {
    const { page, limit, cursor } = query;
    const after = cursor === undefined ? undefined : this.cursors.decode(list, cursor);
    const offset = after === undefined ? (page - 1) * limit : 0;
    const reading = source.rows({ after, offset, limit: limit + 1 });
    const [found, total] = await Promise.all([reading, source.total(reading)]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last ? this.cursors.encode(list, source.position(last)) : null;

    return { rows, pagination: paginated({ page, limit, total, nextCursor }) };
  }
}
