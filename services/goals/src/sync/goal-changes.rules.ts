import type { ChangedRow } from './goal-changes.queries';

/** All kinds together must fit into an answer of a call, which is at most a megabyte. */
const maxCharacters = 80_000;

/** The changes of one kind. */
export interface Changes<View> {
  readonly changed: readonly View[];
  readonly removedIds: readonly string[];
  /** Further ones have changed. */
  readonly hasGap: boolean;
}

/**
 * Returns the first changes: as many as the limit allows, and as fit into an answer.
 *
 * @param viewOf returns undefined for a row that was deleted since it was read; then it is in the next changes
 */
export function changesOf<Row extends ChangedRow, View>(
  rows: readonly Row[],
  limit: number,
  viewOf: (row: Row) => View | undefined,
): Changes<View> {
  const changed: View[] = [];
  const removedIds: string[] = [];
  let characters = 0;

  for (const row of rows.slice(0, limit)) {
    const view = row.isGone ? undefined : viewOf(row);
    characters += view === undefined ? 0 : JSON.stringify(view).length;
    if (characters > maxCharacters) return { changed, removedIds, hasGap: true };
    if (view !== undefined) changed.push(view);
    if (row.isGone) removedIds.push(row.id);
  }

  return { changed, removedIds, hasGap: rows.length > limit };
}
