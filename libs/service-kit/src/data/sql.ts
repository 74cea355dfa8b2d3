/**
 * Named SQL: what every query takes as its first parameter. `Database` is one, outside of transactions; `tx.sql` is one,
 * inside a transaction. A query that takes an `Sql` can be used in both places.
 *
 * @example
 * export async function findGoal(sql: Sql, id: string): Promise<GoalRow | undefined> {
 *   const [goal] = await sql.query<GoalRow>('goal_by_id', 'SELECT … FROM goals WHERE id = $1::uuid', [id]);
 *   return goal;
 * }
 */
export interface Sql {
  /**
   * Runs a query as a prepared statement. The name must always stand for the same text. `numeric` comes as text,
   * `bigint` as bigint, `date` as `YYYY-MM-DD`, `timestamptz` as Date.
   *
   * @throws the driver's error; one that means that Postgres is away is answered as 503
   */
  query<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;

  /**
   * Runs a statement as {@link query} does.
   *
   * @returns the number of rows it touched
   */
  execute(name: string, text: string, values: readonly unknown[]): Promise<number>;
}

/** What libs need of a transaction. */
export interface SqlTransaction {
  readonly sql: Sql;
}

/** A transaction of a service: its Prisma client and named SQL, on one connection. */
export type TransactionOf<PrismaTransaction> = PrismaTransaction & SqlTransaction;
