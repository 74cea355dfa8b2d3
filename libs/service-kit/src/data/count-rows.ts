import type { Sql } from './sql';

/**
 * Runs a query that counts: `SELECT count(*)::int AS total …`.
 *
 * @param name as for {@link Sql.query}
 */
export async function countRows(
  sql: Sql,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<number> {
  const [row] = await sql.query<{ total: number }>(name, text, values);
  return row?.total ?? 0;
}
