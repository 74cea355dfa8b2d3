/** Keeps locks and WAL records small. */
const usualRows = 200;

/**
 * Deletes rows in small batches, so that no statement locks many rows at once.
 *
 * @param deleteBatch deletes at most `limit` rows and returns their number; fewer than `limit` means none are left
 * @param rowsPerBatch rows per statement; fewer than usual when each takes many rows of another table with it
 * @returns the number of deleted rows
 * @example
 * await deleteInBatches((limit) =>
 *   sql.execute('purge_notes', 'DELETE FROM notes WHERE id IN (SELECT id … LIMIT $2)', [before, limit]),
 * );
 */
export async function deleteInBatches(
  deleteBatch: (limit: number) => PromiseLike<number>,
  rowsPerBatch = usualRows,
): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteBatch(rowsPerBatch);
    total += deleted;
    if (deleted < rowsPerBatch) return total;
  }
}
