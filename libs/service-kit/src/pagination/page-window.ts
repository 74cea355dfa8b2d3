import type { CursorPosition } from './cursors';

/** Which rows of a list to read. */
export interface PageWindow {
  /** Only rows behind this one; absent for a page by its number. */
  readonly after: Required<CursorPosition> | undefined;
  /** Rows to leave out; 0 behind a cursor. */
  readonly offset: number;
  /** One more than the page holds, which tells whether another page follows. */
  readonly limit: number;
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Where the window of a list begins that shows the newest rows first: at rows older than these two values.
 *
 * @returns `infinity` and the highest UUID for a page by its number, so that one SQL text serves both kinds of page
 * @example WHERE (created_at, id) < ($2::timestamptz, $3::uuid) ORDER BY created_at DESC, id DESC
 */
export function olderThan({ after }: PageWindow): { at: Date | 'infinity'; id: string } {
  if (!after) return { at: 'infinity', id: lastId };
  return { at: new Date(Number(after.rank)), id: after.id };
}

/** The position of a row in a list by time, for {@link olderThan}. Precise to the millisecond. */
export function positionAt(at: Date, id: string): CursorPosition {
  return { id, rank: BigInt(at.getTime()) };
}
