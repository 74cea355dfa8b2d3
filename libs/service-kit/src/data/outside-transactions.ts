import { isInTransaction, requestTransaction } from './transaction-scope';

const writes = /\b(INSERT INTO|UPDATE|DELETE FROM)\b(?! OF)/;

/**
 * Enforces the use of `tx` inside `Transactions.run`. A statement that joins the transaction implicitly would break
 * when it is moved.
 *
 * @throws Error inside the work of a transaction. In production, callers skip this check and the statement joins the
 *   transaction.
 */
export function assertOutsideTransaction(what: string): void {
  if (isInTransaction())
    throw new Error(`${what} was used inside a transaction: use tx, the argument of the work`);
}

/**
 * Enforces that a request with an Idempotency-Key writes only in `Transactions.run`. A statement before the transaction of
 * the request would be committed without the key.
 *
 * @throws Error for a statement that writes while the transaction of the request is not open
 */
export function assertWritesInTransaction(text: string): void {
  const request = requestTransaction();
  if (request !== undefined && request.opened === undefined && writes.test(text))
    throw new Error(`A statement writes outside of Transactions.run: ${text.trim().slice(0, 60)}`);
}

/** Wraps a Prisma client so that it throws when it is used inside `Transactions.run`. */
export function outsideTransactions<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get(target, property) {
      const isModel =
        typeof property === 'string' && /^[a-z]/.test(property) && property !== 'then';
      if (isModel) assertOutsideTransaction(`The Prisma client (${property})`);
      return Reflect.get(target, property, target) as unknown;
    },
  });
}
