import { batched } from './batched';
import type { Sql } from './sql';

/** Reads a row for each pair of `firsts[i]` and `seconds[i]`, in that order; undefined for a pair without a row. */
type LoadPairs<Row> = (
  sql: Sql,
  firsts: readonly string[],
  seconds: readonly string[],
) => Promise<readonly Row[]>;

const separator = ' ';

/**
 * Like {@link batched}, for what is known of two users, of a user and a goal, or of any other pair of ids. All pairs that
 * are asked about at the same time share one statement:
 * `FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (first, second, position) … ORDER BY position`.
 *
 * @param load returns a row per pair, in the order of the pairs
 * @returns a query that returns the row of a pair
 * @throws RangeError when `load` returns another number of rows than pairs
 * @example
 * export const readRelation = batchedPairs(readRelations);
 * const relation = await readRelation(this.database, viewerId, userId);
 */
export function batchedPairs<Row>(
  load: LoadPairs<Row>,
): (sql: Sql, first: string, second: string) => Promise<Row> {
  const read = batched<string, Row>((sql, keys) => loadByKey(load, sql, keys));

  return async (sql, first, second) => {
    const row = await read(sql, first + separator + second);
    // A missing answer must not pass for an answer such as "not blocked".
    if (row === undefined) throw new RangeError('a pair has no row');
    return row;
  };
}

async function loadByKey<Row>(
  load: LoadPairs<Row>,
  sql: Sql,
  keys: readonly string[],
): Promise<Map<string, Row>> {
  const pairs = keys.map((key) => key.split(separator));
  const rows = await load(sql, idsAt(pairs, 0), idsAt(pairs, 1));

  if (rows.length !== keys.length)
    throw new RangeError(`${keys.length} pairs were read and ${rows.length} rows returned`);

  return new Map(rows.map((row, index) => [keys[index] ?? '', row]));
}

function idsAt(pairs: readonly (readonly string[])[], position: 0 | 1): string[] {
  return pairs.map((pair) => pair[position] ?? '');
}
