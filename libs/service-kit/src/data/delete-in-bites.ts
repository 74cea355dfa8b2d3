/** Rows one statement deletes: its locks and its part of the log stay small. */
const rowsPerBite = 200;

/**
 * Deletes old rows in small bites, so that no statement holds many rows at once.
 *
 * @param deleteBite deletes at most `limit` rows and returns how many it was; nothing is left when it is fewer
 * @returns how many rows are gone
 * @example
 * await deleteInBatches((limit) =>
 *   sql.execute('purge_notes', 'DELETE FROM notes WHERE id IN (SELECT id … LIMIT $2)', [before, limit]),
 * );
 */
export async function deleteInBatches(
  deleteBite: (limit: number) => PromiseLike<number>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteBite(rowsPerBite);
    total += deleted;
    if (deleted < rowsPerBite) return total;
  }
}
