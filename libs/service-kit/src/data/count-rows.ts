import type { Sql } from './sql';

/**
 * Runs a counting query: `SELECT count(*)::int AS total …`.
 *
 * @param name see {@link Sql.query}
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
