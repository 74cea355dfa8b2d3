/** Rows one statement deletes: its locks and its part of the log stay small. */
const rowsPerBite = 200;

/**
 * Deletes what is old in small bites, so that a purge never holds many rows at once.
 *
 * @param deleteBite deletes at most `limit` rows and returns how many it was; nothing more is left when it is fewer
 * @example await deleteInBites((limit) => this.prisma.$executeRaw`DELETE FROM … WHERE id IN (SELECT id … LIMIT ${limit})`);
 */
export async function deleteInBites(
  deleteBite: (limit: number) => PromiseLike<number>,
): Promise<void> {
  while ((await deleteBite(rowsPerBite)) >= rowsPerBite);
}
