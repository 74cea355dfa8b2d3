import { currentTransaction } from './transaction-scope';

interface Request {
  /** Set for the parts of a `$transaction`, which must stay together. */
  readonly transaction?: object;
}

/** The part of a Prisma client that collects the `findUnique` calls of one tick into one query. */
interface Batching {
  readonly _requestHandler?: {
    readonly dataloader?: { readonly options?: { batchBy?: (request: Request) => unknown } };
  };
}

/**
 * Disables Prisma's batching inside transactions. Prisma reads the rows requested in one tick with one query, on the
 * connection of the first request; across transactions, one would see uncommitted rows of another.
 *
 * @throws Error when this version of Prisma has no such option
 */
export function disableBatchingInTransactions(prisma: object): void {
  const options = (prisma as Batching)._requestHandler?.dataloader?.options;
  const batchBy = options?.batchBy;
  if (options === undefined || batchBy === undefined)
    throw new Error('this version of Prisma batches reads in an unknown way');

  options.batchBy = (request) =>
    currentTransaction() === undefined || request.transaction !== undefined
      ? batchBy(request)
      : undefined;
}
