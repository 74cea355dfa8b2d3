import { deleteInBatches } from './delete-in-batches';

test.each([
  [0, 1],
  [199, 1],
  [200, 2],
  [450, 3],
])('deletes %d rows in %d batches', async (rows, expected) => {
  let [left, batches] = [rows, 0];
  const deleted = await deleteInBatches(async (limit) => {
    const deletedRows = Math.min(left, limit);
    [left, batches] = [left - deletedRows, batches + 1];
    return deletedRows;
  });
  expect([left, batches, deleted]).toEqual([0, expected, rows]);
});
