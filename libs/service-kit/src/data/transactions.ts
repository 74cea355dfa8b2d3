import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isTransactionConflict } from './conflict.rules';
import { Database } from './database';
import { withSavepoint, inNewTransaction, type OpenTransaction } from './open-transaction';
import { disableBatchingInTransactions } from './prisma-batches';
import type { Sql, SqlTransaction } from './sql';
import { currentTransaction, requestTransaction, withTransaction } from './transaction-scope';

/** The Prisma client of the service. */
export const prismaToken = Symbol('tribe.prisma');

const maxTries = 3;
const firstPauseMs = 10;

/**
 * Runs work in a transaction. The work must use `tx` for all statements: the Prisma client itself, or `tx.sql` for
 * named SQL. With an Idempotency-Key, the first work opens the transaction of the request; all work joins it after a
 * savepoint, so that failing work is rolled back exactly as without the key.
 *
 * @example return this.transactions.run(async (tx) => { const goal = await tx.goal.create(…); … });
 */
@Injectable()
export class Transactions<Tx extends SqlTransaction = SqlTransaction> {
  constructor(
    @Inject(prismaToken) private readonly prisma: object,
    private readonly database: Database,
  ) {
    disableBatchingInTransactions(prisma);
  }

  /**
   * Retries deadlocks and serialization failures up to three tries in total, with a jittered pause; so `work` must have
   * no effects besides those of `tx`. Do not run two transactions concurrently in one request.
   *
   * @throws the error of `work`, after its writes are rolled back
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const open = currentTransaction() ?? (await requestTransaction()?.open());
    if (open !== undefined) return withSavepoint(open, () => this.inside(open, work));
    return this.runAlone(work);
  }

  /**
   * Like {@link run}, without opening the transaction of a request with an Idempotency-Key, so that the request can call
   * other services afterwards: for reads that need a transaction, and for what is stored whether or not the request
   * succeeds, such as an answer of another service.
   */
  async runAhead<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const open = currentTransaction();
    if (open !== undefined) return withSavepoint(open, () => this.inside(open, work));
    return this.runAlone(work);
  }

  private async runAlone<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await inNewTransaction(this.database.pool, (transaction) =>
          this.inside(transaction, work),
        );
      } catch (error) {
        if (tried >= maxTries || !isTransactionConflict(error)) throw error;
        await sleep(firstPauseMs * 2 ** tried * (0.5 + Math.random()));
      }
    }
  }

  private inside<T>(transaction: OpenTransaction, work: (tx: Tx) => Promise<T>): Promise<T> {
    return withTransaction(transaction, () => work(clientOf(this.prisma, transaction) as Tx));
  }
}

/**
 * The Prisma client and `sql` of one transaction. Throws outside of it, where its statements would not be part of the
 * transaction.
 */
function clientOf(prisma: object, transaction: OpenTransaction): object {
  const sql = sqlOf(transaction);
  return new Proxy(prisma, {
    get(target, property) {
      if (currentTransaction() !== transaction)
        throw new Error('tx was used outside of its transaction');
      return property === 'sql' ? sql : (Reflect.get(target, property, target) as unknown);
    },
  });
}

function sqlOf(transaction: OpenTransaction): Sql {
  const run = (name: string, text: string, values: readonly unknown[]) =>
    transaction.query({ name, text, values: values as unknown[] });
  return {
    query: async <Row>(name: string, text: string, values: readonly unknown[]) =>
      (await run(name, text, values)).rows as Row[],
    execute: async (name, text, values) => (await run(name, text, values)).rowCount ?? 0,
  };
}
