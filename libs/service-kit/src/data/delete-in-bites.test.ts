import { deleteInBatches } from './delete-in-bites';

test.each([
  [0, 1],
  [199, 1],
  [200, 2],
  [450, 3],
])('%d old rows are gone after %d bites', async (rows, expected) => {
  let [left, bites] = [rows, 0];
  const deleted = await deleteInBatches(async (limit) => {
    const bitten = Math.min(left, limit);
    [left, bites] = [left - bitten, bites + 1];
    return bitten;
  });
  expect([left, bites, deleted]).toEqual([0, expected, rows]);
});
