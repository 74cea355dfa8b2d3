/**
 * What libs need of a transaction: parameterized SQL. Every Prisma transaction client is one.
 *
 * @example await tx.$executeRaw`INSERT INTO outbox (id, payload) VALUES (${id}::uuid, ${payload})`;
 */
export interface SqlTx {
  /** Runs a statement; resolves with the number of rows it touched. */
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
  /** Runs a query; resolves with its rows. */
  $queryRaw<T = unknown>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<T>;
}
