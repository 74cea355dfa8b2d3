import { Database } from './database';
import { RowBatcher } from './row-batcher';
import type { Sql } from './sql';

type LoadRows<Key, Row> = (sql: Sql, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>;

/**
 * Turns a query of many rows by key into a read of one row. Outside of transactions, all reads of one tick, and those that
 * arrive while a statement is under way (for at most 5 ms), share one statement. Inside a transaction, each read has its
 * own, because other transactions must not see its uncommitted rows.
 *
 * @param load reads the rows of the given keys; may omit keys without a row
 * @param maxKeys maximum number of keys per statement, default 200
 * @returns a query that returns the row of a key, or undefined
 * @example
 * export const findGoal = batched(findGoals);
 * const goal = await findGoal(this.database, goalId);
 */
export function batched<Key, Row>(
  load: LoadRows<Key, Row>,
  maxKeys?: number,
): (sql: Sql, key: Key) => Promise<Row | undefined> {
  const batchers = new WeakMap<Database, RowBatcher<Key, Row>>();
  return async (sql, key) => {
    if (!(sql instanceof Database)) return (await load(sql, [key])).get(key);
    const batcher =
      batchers.get(sql) ?? new RowBatcher<Key, Row>((keys) => load(sql, keys), maxKeys);
    batchers.set(sql, batcher);

    return batcher.get(key);
  };
}
