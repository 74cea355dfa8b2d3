import { isInTransaction } from './transaction-scope';

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
