import type { RequestContext, SqlTx, Transactions } from '@tribe/service-kit';
import type { ClientBase, QueryConfig } from 'pg';

/**
 * Runs work in a transaction whose first statement goes straight to its connection: raw SQL through Prisma costs
 * several times as much, and this one runs for every event. Only the opening statement may take this way, because
 * only at the opening is it sure that the connection is still in the transaction.
 *
 * @param work gets the number of rows the opening statement touched
 */
export function runWithOpening<T>(
  transactions: Transactions<SqlTx>,
  context: RequestContext,
  opening: QueryConfig,
  work: (tx: SqlTx, touched: number) => Promise<T>,
): Promise<T> {
  const scope = context.current();
  if (!scope) throw new Error('a transaction with an opening statement needs a scope');
  scope.borrowing = true;
  return transactions.run(async (tx) => {
    const client: ClientBase | undefined = scope.transactionClient;
    scope.borrowing = false;
    scope.transactionClient = undefined;
    try {
      if (!client) throw new Error('the connection of the transaction is not known');
      const { rowCount } = await client.query(opening);
      return await work(tx, rowCount ?? 0);
    } finally {
      // A transaction that lost a conflict is run again, on another connection.
      scope.borrowing = true;
    }
  });
}
