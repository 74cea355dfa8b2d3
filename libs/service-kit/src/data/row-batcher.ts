import { outsideOfRequests } from '../context/request-context';
import { currentTransaction } from './transaction-scope';

/**
 * Collects the keys asked for in one tick and reads them with one query, `… WHERE id = ANY($1)`: many requests that
 * each want one row cost one round trip. Keys of one tick are read once.
 *
 * @example
 * private readonly byId = new RowBatcher<string, GoalRow>(async (ids) => {
 *   const rows = await database.query<GoalRow>('goals-by-id', goalsById, [ids]);
 *   return new Map(rows.map((row) => [row.id, row]));
 * });
 * const goal = await this.byId.get(goalId);   // undefined when there is no such row
 */
export class RowBatcher<K, V> {
  private waiting = new Map<K, PromiseWithResolvers<V | undefined>>();

  /**
   * @param load reads the rows of the given keys; it need not return one for each
   * @param maxKeys most keys in one query, default 200
   */
  constructor(
    private readonly load: (keys: K[]) => Promise<ReadonlyMap<K, V>>,
    private readonly maxKeys = 200,
  ) {}

  /**
   * @returns the row of `key`, or undefined
   * @throws what `load` throws, to everybody of the batch
   */
  get(key: K): Promise<V | undefined> {
    // What was written in a transaction only it can see, so it reads for itself.
    if (currentTransaction() !== undefined) return this.load([key]).then((rows) => rows.get(key));
    const known = this.waiting.get(key);
    if (known !== undefined) return known.promise;
    const asked = Promise.withResolvers<V | undefined>();
    this.waiting.set(key, asked);
    if (this.waiting.size === 1) outsideOfRequests(() => setImmediate(() => this.flush()));
    if (this.waiting.size >= this.maxKeys) outsideOfRequests(() => this.flush());
    return asked.promise;
  }

  private flush(): void {
    const batch = this.waiting;
    if (batch.size === 0) return;
    this.waiting = new Map();
    void this.read(batch);
  }

  private async read(batch: ReadonlyMap<K, PromiseWithResolvers<V | undefined>>): Promise<void> {
    try {
      const rows = await this.load([...batch.keys()]);
      for (const [key, asked] of batch) asked.resolve(rows.get(key));
    } catch (error) {
      for (const asked of batch.values()) asked.reject(error);
    }
  }
}
