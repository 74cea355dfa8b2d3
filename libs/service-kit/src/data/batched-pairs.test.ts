import { newId } from '..';
import { batchedPairs } from './batched-pairs';
import type { Sql } from './sql';

const sql: Sql = { query: () => Promise.resolve([]), execute: () => Promise.resolve(0) };

describe('batchedPairs', () => {
  test('passes the two ids of a pair in their order and returns the row of the pair', async () => {
    const read = batchedPairs((_sql, firsts, seconds) => Promise.resolve([{ firsts, seconds }]));
    const [first, second] = [newId(), newId()];
    expect(await read(sql, first, second)).toEqual({ firsts: [first], seconds: [second] });
  });

  test('throws when the query returns no row for a pair', async () => {
    const read = batchedPairs(() => Promise.resolve([]));
    await expect(read(sql, newId(), newId())).rejects.toThrow(RangeError);
  });
});
