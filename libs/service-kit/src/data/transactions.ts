import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isTransactionConflict } from './conflict.rules';
import { Database } from './database';
import { behindSavepoint, inNewTransaction, type OpenTransaction } from './open-transaction';
import { keepTransactionsApart } from './prisma-batches';
import type { Sql, SqlTransaction } from './sql';
import { currentTransaction, withTransaction } from './transaction-scope';

/** The Prisma client of the service. */
export const prismaToken = Symbol('tribe.prisma');

const maxTries = 3;
const firstPauseMs = 10;

/**
 * Runs work in a transaction. Everything the work does there goes through `tx`: its Prisma client, or `tx.sql` for named
 * SQL. With an Idempotency-Key the request has a transaction already, and the work joins it behind a savepoint: work that
 * fails leaves nothing behind, exactly as without the key.
 *
 * @example return this.transactions.run(async (tx) => { const goal = await tx.goal.create(…); … });
 */
@Injectable()
export class Transactions<Tx extends SqlTransaction = SqlTransaction> {
  constructor(
    @Inject(prismaToken) private readonly prisma: object,
    private readonly database: Database,
  ) {
    keepTransactionsApart(prisma);
  }

  /**
   * A deadlock or serialization failure is tried again, three tries in all, with a jittered pause: so `work` must do
   * nothing but use `tx`. Do not run two side by side in one request.
   *
   * @throws what `work` throws, after everything it wrote is undone
   */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const open = currentTransaction();
    if (open !== undefined) return behindSavepoint(open, () => this.inside(open, work));
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
    return withTransaction(transaction, true, () => work(clientOf(this.prisma, transaction) as Tx));
  }
}

/**
 * The Prisma client for the work of one transaction, with its `sql`. It refuses to be used anywhere else, where its
 * statements would not be part of it.
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
