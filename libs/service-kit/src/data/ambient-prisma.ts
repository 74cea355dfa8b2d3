import type { RequestContext } from '../context/request-context';

/**
 * The Prisma client a service injects. While a request has a transaction of its own (Idempotency-Key), everything goes
 * through that transaction, so that a handler sees what it has just written.
 */
export function ambientPrisma<C extends object>(client: C, context: RequestContext): C {
  return new Proxy(client, {
    get(target, property) {
      const transaction: object | undefined = context.current()?.transaction;
      if (transaction === undefined) return Reflect.get(target, property, target) as unknown;
      if (property === '$transaction') return joinTransaction(transaction);
      if (!(property in transaction)) return Reflect.get(target, property, target) as unknown;
      return Reflect.get(transaction, property, transaction) as unknown;
    },
  });
}

function joinTransaction(transaction: object) {
  return async (work: ((tx: object) => Promise<unknown>) | PromiseLike<unknown>[]): Promise<unknown> => {
    if (typeof work === 'function') return work(transaction);
    const results: unknown[] = [];
    for (const step of work) results.push(await step);
    return results;
  };
}
