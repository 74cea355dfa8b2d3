import type { CursorPosition } from './cursors';

/** The rows of a list to read. */
export interface PageWindow {
  /** Read rows after this position; absent for a page by number. */
  readonly after: Required<CursorPosition> | undefined;
  /** Rows to skip; 0 after a cursor. */
  readonly offset: number;
  /** Page size plus one, to detect whether another page follows. */
  readonly limit: number;
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Returns the start of a window in a list with the newest rows first: rows older than these values.
 *
 * @returns `infinity` and the highest UUID for a page by number, so that one SQL text serves both kinds of page
 * @example WHERE (created_at, id) < ($2::timestamptz, $3::uuid) ORDER BY created_at DESC, id DESC
 */
export function olderThan({ after }: PageWindow): { at: Date | 'infinity'; id: string } {
  if (!after) return { at: 'infinity', id: lastId };
  return { at: new Date(Number(after.rank)), id: after.id };
}

/** Returns the position of a row in a list by time, for {@link olderThan}. Precise to the millisecond. */
export function positionAt(at: Date, id: string): CursorPosition {
  return { id, rank: BigInt(at.getTime()) };
}
