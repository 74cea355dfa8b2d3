import { currentTransaction } from './transaction-scope';

interface Request {
  /** Set for the parts of a `$transaction`, which have to stay together. */
  readonly transaction?: object;
}

/** The part of a Prisma client that collects the `findUnique` calls of one tick into one query. */
interface Batching {
  readonly _requestHandler?: {
    readonly dataloader?: { readonly options?: { batchBy?: (request: Request) => unknown } };
  };
}

/**
 * Prisma reads rows that are asked for in one tick with one query, on the connection of whoever asked first. Inside a
 * transaction each must be read for itself: or one transaction would see what another one has not committed.
 *
 * @throws Error when Prisma has changed and this cannot be said to it
 */
export function keepTransactionsApart(prisma: object): void {
  const options = (prisma as Batching)._requestHandler?.dataloader?.options;
  const batchBy = options?.batchBy;
  if (options === undefined || batchBy === undefined)
    throw new Error('Prisma batches reads in a way we do not know');
  options.batchBy = (request) =>
    currentTransaction() === undefined || request.transaction !== undefined
      ? batchBy(request)
      : undefined;
}
