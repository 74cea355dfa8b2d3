import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenTransaction } from './open-transaction';

interface TransactionScope {
  readonly transaction: OpenTransaction;
  /** False for the transaction that an Idempotency-Key opens around a request, until work joins it. */
  readonly working: boolean;
}

const scopes = new AsyncLocalStorage<TransactionScope>();

/** Returns the current transaction, which all awaited statements join. */
export function currentTransaction(): OpenTransaction | undefined {
  return scopes.getStore()?.transaction;
}

/**
 * Runs `work` after the current transaction commits, which with an Idempotency-Key is the transaction of the request. Runs
 * it at once when there is no transaction, and never after a rollback. The same function runs once per transaction.
 *
 * @param work must not throw
 */
export function afterCommit(work: () => void): void {
  const transaction = currentTransaction();
  if (transaction) transaction.afterCommit(work);
  else work();
}

/** Runs `work` with the given current transaction. */
export function withTransaction<T>(
  transaction: OpenTransaction,
  working: boolean,
  work: () => T,
): T {
  return scopes.run({ transaction, working }, work);
}

/**
 * Returns true inside the work of `Transactions.run`, which may hold row locks and must not wait for another process.
 *
 * The transaction that an Idempotency-Key opens around a request does not count, because a request must behave the same
 * with and without the key.
 */
export function isInTransaction(): boolean {
  return scopes.getStore()?.working === true;
}
