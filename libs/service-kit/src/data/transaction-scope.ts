import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenTransaction } from './open-transaction';
import type { RequestTransaction } from './request-transaction';

interface TransactionScope {
  /** The transaction of `Transactions.run`. */
  readonly work?: OpenTransaction;
  /** The transaction of a request with an Idempotency-Key. */
  readonly request?: RequestTransaction;
}

const scopes = new AsyncLocalStorage<TransactionScope>();

/** Returns the current transaction, which all awaited statements join. */
export function currentTransaction(): OpenTransaction | undefined {
  const scope = scopes.getStore();
  return scope?.work ?? scope?.request?.opened;
}

/** Returns the transaction of the request, which may not be open yet; undefined inside the work of a transaction. */
export function requestTransaction(): RequestTransaction | undefined {
  return scopes.getStore()?.request;
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

/**
 * Whether a transaction is open, with its connection and its locks: inside the work of `Transactions.run`, or until the end
 * of a request with an Idempotency-Key that has written.
 */
export function hasOpenTransaction(): boolean {
  return currentTransaction() !== undefined;
}

/** Runs `work` inside a transaction. */
export function withTransaction<T>(transaction: OpenTransaction, work: () => T): T {
  return scopes.run({ work: transaction }, work);
}

/** Runs the handler of a request with an Idempotency-Key. */
export function withRequestTransaction<T>(request: RequestTransaction, work: () => T): T {
  return scopes.run({ request }, work);
}

/**
 * Returns true inside the work of `Transactions.run`, which may hold row locks and must not wait for another process.
 *
 * The transaction of a request with an Idempotency-Key does not count, because a request must behave the same with and
 * without the key.
 */
export function isInTransaction(): boolean {
  return scopes.getStore()?.work !== undefined;
}
