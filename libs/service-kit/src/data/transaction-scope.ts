import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpenTransaction } from './open-transaction';

interface TransactionScope {
  readonly transaction: OpenTransaction;
  /** False for the transaction an Idempotency-Key opens around a request, as long as nothing has joined it. */
  readonly working: boolean;
}

const scopes = new AsyncLocalStorage<TransactionScope>();

/** The transaction everything awaited from here takes part in. */
export function currentTransaction(): OpenTransaction | undefined {
  return scopes.getStore()?.transaction;
}

/** Makes everything `work` awaits part of the transaction. */
export function withTransaction<T>(
  transaction: OpenTransaction,
  working: boolean,
  work: () => T,
): T {
  return scopes.run({ transaction, working }, work);
}

/**
 * True inside the work of `Transactions.run`, where row locks may be held and another process must not be awaited.
 *
 * The transaction an Idempotency-Key opens around a request does not count by itself: a request must do the same with
 * the key as without it.
 */
export function isInTransaction(): boolean {
  return scopes.getStore()?.working === true;
}
