import { eventually } from '@tribe/testing';
import { RowBatcher } from './row-batcher';

interface Query {
  readonly keys: readonly number[];
  readonly answer: (rows: ReadonlyMap<number, string>) => void;
  readonly fail: (error: Error) => void;
}

/** A batcher whose queries are answered by the test. */
function startBatcher(maxKeys?: number) {
  const queries: Query[] = [];
  const batcher = new RowBatcher<number, string>((keys) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<number, string>>();
    queries.push({ keys, answer: resolve, fail: reject });
    return promise;
  }, maxKeys);
  const query = async (index: number): Promise<Query> => {
    await eventually(() => queries.length > index);
    return queries[index] as Query;
  };

  return { batcher, queries, query };
}

const rows = new Map([1, 2, 3].map((key) => [key, `row ${key}`]));

describe('RowBatcher', () => {
  it('reads the keys of one tick with one query', async () => {
    const { batcher, queries, query } = startBatcher();
    const reading = Promise.all([1, 2, 1, 4].map((key) => batcher.get(key)));
    (await query(0)).answer(rows);
    expect(await reading).toEqual(['row 1', 'row 2', 'row 1', undefined]);
    expect(queries.map(({ keys }) => keys)).toEqual([[1, 2, 4]]);
  });

  it('reads keys that arrive during a query with the next, also the key that is being read', async () => {
    const { batcher, queries, query } = startBatcher();
    const first = batcher.get(1);
    const { answer } = await query(0);
    const second = Promise.all([1, 2].map((key) => batcher.get(key)));
    answer(rows);
    expect(await first).toBe('row 1');
    (await query(1)).answer(new Map([[1, 'changed']]));
    expect(await second).toEqual(['changed', undefined]);
    expect(queries.map(({ keys }) => keys)).toEqual([[1], [1, 2]]);
  });

  it('does not wait for a query that hangs', async () => {
    const { batcher, query } = startBatcher();
    const hanging = batcher.get(1);
    const { answer } = await query(0);
    const other = batcher.get(2);
    (await query(1)).answer(rows);
    expect(await other).toBe('row 2');
    answer(rows);
    expect(await hanging).toBe('row 1');
  });

  it('does not wait when a query is full', async () => {
    const { batcher, queries } = startBatcher(2);
    const reading = Promise.all([1, 2, 3].map((key) => batcher.get(key)));
    expect(queries.map(({ keys }) => keys)).toEqual([[1, 2]]);
    queries[0]?.answer(rows);
    await eventually(() => queries.length === 2);
    queries[1]?.answer(rows);
    expect(await reading).toEqual(['row 1', 'row 2', 'row 3']);
  });

  it('rejects all reads of a query that fails, and reads the following keys', async () => {
    const { batcher, query } = startBatcher();
    const failing = Promise.allSettled([1, 2].map((key) => batcher.get(key)));
    const { fail } = await query(0);
    const next = batcher.get(3);
    fail(new Error('lost'));
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    (await query(1)).answer(rows);
    expect(await next).toBe('row 3');
  });
});
