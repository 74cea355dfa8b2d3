import { outsideOfRequests } from '../context/request-context';
import { currentTransaction } from './transaction-scope';

/** Long enough for an ordinary query, so that a query that hangs delays the following ones only a little. */
const maxWaitMs = 5;

/**
 * Collects keys and reads them with one query, `… WHERE id = ANY($1)`, so that many reads of one row cost one round trip:
 * the keys requested in one tick, or, while a query is under way, until it ends, but for at most 5 ms. Reads a repeated key
 * once.
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
  private queries = 0;
  private patience: NodeJS.Timeout | undefined;

  /**
   * @param load reads the rows of the given keys; may omit keys without a row
   * @param maxKeys maximum number of keys per query, default 200
   */
  constructor(
    private readonly load: (keys: K[]) => Promise<ReadonlyMap<K, V>>,
    private readonly maxKeys = 200,
  ) {}

  /**
   * @returns the row of `key`, or undefined
   * @throws the error of `load`, to all callers of the batch
   */
  get(key: K): Promise<V | undefined> {
    // A transaction needs its own query, because it must see its uncommitted rows and others must not.
    if (currentTransaction() !== undefined) return this.load([key]).then((rows) => rows.get(key));
    const known = this.waiting.get(key);
    if (known !== undefined) return known.promise;
    const pending = Promise.withResolvers<V | undefined>();
    this.waiting.set(key, pending);
    if (this.waiting.size === 1) outsideOfRequests(() => this.schedule());
    if (this.waiting.size >= this.maxKeys) outsideOfRequests(() => this.flush());

    return pending.promise;
  }

  private schedule(): void {
    if (this.queries === 0) setImmediate(() => this.flush());
    else this.patience = setTimeout(() => this.flush(), maxWaitMs);
  }

  private flush(): void {
    clearTimeout(this.patience);
    const batch = this.waiting;
    if (batch.size === 0) return;
    this.waiting = new Map();
    void this.read(batch);
  }

  private async read(batch: ReadonlyMap<K, PromiseWithResolvers<V | undefined>>): Promise<void> {
    this.queries += 1;
    try {
      const rows = await this.load([...batch.keys()]);
      for (const [key, pending] of batch) pending.resolve(rows.get(key));
    } catch (error) {
      for (const pending of batch.values()) pending.reject(error);
    } finally {
      this.queries -= 1;
      if (this.waiting.size > 0) setImmediate(() => this.flush());
    }
  }
}
