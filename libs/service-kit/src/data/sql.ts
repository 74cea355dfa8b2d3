/**
 * Named SQL, the first parameter of every query function: `Database` outside of transactions, `tx.sql` inside.
 *
 * @example
 * export async function findGoal(sql: Sql, id: string): Promise<GoalRow | undefined> {
 *   const [goal] = await sql.query<GoalRow>('goal_by_id', 'SELECT … FROM goals WHERE id = $1::uuid', [id]);
 *   return goal;
 * }
 */
export interface Sql {
  /**
   * Runs a query as a prepared statement. A name must always have the same text. Returns `numeric` as text, `bigint` as
   * bigint, `date` as `YYYY-MM-DD` and `timestamptz` as Date.
   *
   * @throws the driver's error; HTTP responds with 503 when it means that Postgres is down
   */
  query<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;

  /**
   * Runs a statement; see {@link query}.
   *
   * @returns the number of affected rows
   */
  execute(name: string, text: string, values: readonly unknown[]): Promise<number>;
}

/** The part of a transaction that libs use. */
export interface SqlTransaction {
  readonly sql: Sql;
}

/** A transaction of a service: Prisma client and named SQL on one connection. */
export type TransactionOf<PrismaTransaction> = PrismaTransaction & SqlTransaction;
