import pg from 'pg';

/**
 * A pool that tells who borrowed a connection. Prisma keeps the connection of its transaction to itself; this is how
 * `Database.query` can read inside the transaction of the request.
 */
export class AmbientPool extends pg.Pool {
  onBorrow: ((client: pg.PoolClient) => void) | undefined;

  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void,
  ): void;
  override connect(
    callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void,
  ): Promise<pg.PoolClient> | void {
    if (callback !== undefined) return super.connect(callback as never);
    return super.connect().then((client) => {
      this.onBorrow?.(client);
      return client;
    });
  }
}
