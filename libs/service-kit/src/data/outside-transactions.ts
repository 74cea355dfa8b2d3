import { isInTransaction } from './transaction-scope';

/**
 * Says which way to a statement is right: inside `Transactions.run`, everything goes through its `tx`. A statement that
 * joins the transaction without saying so is right only as long as nobody moves it.
 *
 * @throws Error inside the work of a transaction; not in production, where the statement joins the transaction
 */
export function assertOutsideTransaction(what: string): void {
  if (isInTransaction())
    throw new Error(`${what} was used inside a transaction: use tx, which the work was given`);
}

/** A Prisma client that refuses to be used inside `Transactions.run`. */
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
