import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<true>();

/** Marks everything `work` awaits as being inside a transaction. Used by `Transactions.run`. */
export function markTransaction<T>(work: () => T): T {
  return scope.run(true, work);
}

/**
 * True inside the work of `Transactions.run`, where row locks may be held and another process must not be awaited.
 *
 * The transaction an Idempotency-Key opens around a request does not count by itself: a request must do the same with
 * the key as without it.
 */
export function isInTransaction(): boolean {
  return scope.getStore() === true;
}
