import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { RequestContext } from '../context/request-context';
import { isTransactionConflict } from './conflict.rules';
import type { SqlTx } from './sql-tx';
import { markTransaction } from './transaction-scope';

/** The Prisma client of the service, without the ambient transaction. */
export const PLAIN_PRISMA = Symbol('tribe.plain-prisma');

/** What is needed of a Prisma client. */
export interface TransactionalClient {
  $transaction<T>(work: (tx: SqlTx) => Promise<T>, options: { maxWait: number; timeout: number }): Promise<T>;
}

const MAX_TRIES = 3;
const FIRST_PAUSE_MS = 10;
/** How long a transaction may wait for a connection, and how long it may run, in milliseconds. */
export const TRANSACTION_LIMITS = { maxWait: 3_000, timeout: 10_000 };

/**
 * Runs work in a transaction. With an Idempotency-Key the request has one already, and the work joins it behind a
 * savepoint: work that fails leaves nothing behind, exactly as without the key.
 *
 * @example return this.transactions.run(async (tx) => { const goal = await tx.goal.create(…); … });
 */
@Injectable()
export class Transactions<Tx = SqlTx> {
  constructor(
    @Inject(PLAIN_PRISMA) private readonly prisma: TransactionalClient,
    private readonly context: RequestContext,
  ) {}

  /**
   * A deadlock or serialization failure is tried again, three tries in all, with a jittered pause: so `work` must do
   * nothing but use `tx`. Do not run two side by side in one request.
   *
   * @throws what `work` throws, after everything it wrote is undone
   */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const ambient = this.context.current()?.transaction;
    return markTransaction(() => (ambient === undefined ? this.runAlone(work) : join(ambient, work)));
  }

  private async runAlone<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.prisma.$transaction((tx) => work(tx as Tx), TRANSACTION_LIMITS);
      } catch (error) {
        if (tried >= MAX_TRIES || !isTransactionConflict(error)) throw error;
        await sleep(FIRST_PAUSE_MS * 2 ** tried * (0.5 + Math.random()));
      }
    }
  }
}

async function join<Tx, T>(ambient: SqlTx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await ambient.$executeRaw`SAVEPOINT joined`;
  try {
    const result = await work(ambient as Tx);
    await ambient.$executeRaw`RELEASE SAVEPOINT joined`;
    return result;
  } catch (error) {
    await ambient.$executeRaw`ROLLBACK TO SAVEPOINT joined`;
    throw error;
  }
}
