/** Rows per statement; keeps locks and WAL records small. */
const rowsPerBatch = 200;

/**
 * Deletes rows in small batches, so that no statement locks many rows at once.
 *
 * @param deleteBatch deletes at most `limit` rows and returns their number; fewer than `limit` means none are left
 * @returns the number of deleted rows
 * @example
 * await deleteInBatches((limit) =>
 *   sql.execute('purge_notes', 'DELETE FROM notes WHERE id IN (SELECT id … LIMIT $2)', [before, limit]),
 * );
 */
export async function deleteInBatches(
  deleteBatch: (limit: number) => PromiseLike<number>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteBatch(rowsPerBatch);
    total += deleted;
    if (deleted < rowsPerBatch) return total;
  }
}
