import type pg from 'pg';

/** Maximum duration of a transaction, in milliseconds. */
const timeoutMs = 10_000;

/** Thrown when a transaction takes too long. */
export class TransactionTimeoutError extends Error {
  override readonly name = 'TransactionTimeoutError';
  /** SQLSTATE `transaction_timeout`. */
  readonly code = '25P04';
}

const timeoutError = () => new TransactionTimeoutError('The transaction took longer than 10 s');

/** A transaction on its own connection. Concurrent statements run in the order in which they were sent. */
export class OpenTransaction {
  private readonly deadline = performance.now() + timeoutMs;
  private over = false;
  private savepoints = 0;
  private readonly afterwards = new Set<() => void>();

  constructor(private readonly connection: pg.PoolClient) {}

  /**
   * Runs a statement in the transaction.
   *
   * @throws TransactionTimeoutError after ten seconds; Error when the transaction has ended
   */
  async query(statement: string | pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.over) throw new Error('A statement was sent after the end of its transaction');
    if (performance.now() > this.deadline) throw timeoutError();
    return this.connection.query(statement as pg.QueryConfig);
  }

  /** Returns a savepoint name that is unique in this transaction. */
  nextSavepoint(): string {
    this.savepoints += 1;
    return `joined_${this.savepoints}`;
  }

  /** Runs `work` after the commit; never after a rollback. The same function runs once. */
  afterCommit(work: () => void): void {
    this.afterwards.add(work);
  }

  /** Refuses further statements except the commit or rollback. */
  end(): void {
    this.over = true;
  }

  /** Runs the work that waits for the commit. */
  committed(): void {
    for (const work of this.afterwards) work();
  }
}

/** A transaction and its connection of the pool, which the end of the transaction gives back. */
export class OwnedTransaction {
  private constructor(
    readonly transaction: OpenTransaction,
    private readonly connection: pg.PoolClient,
    private readonly begun: Promise<unknown>,
  ) {}

  /** BEGIN is sent with the first statement, so a transaction with one statement takes two round trips. */
  static async begin(pool: pg.Pool): Promise<OwnedTransaction> {
    const connection = await pool.connect();
    const begun = connection.query('BEGIN');
    // Awaited by the commit; when BEGIN fails, the statements of the work fail first.
    begun.catch(() => undefined);

    return new OwnedTransaction(new OpenTransaction(connection), connection, begun);
  }

  /** @throws the error of the driver; Error when a statement failed. Must be followed by {@link rollback} then. */
  async commit(): Promise<void> {
    this.transaction.end();
    await this.begun;
    const { command } = await this.connection.query('COMMIT');
    // Postgres answers the COMMIT of a failed transaction with ROLLBACK, not with an error.
    if (command !== 'COMMIT')
      throw new Error('A statement of the transaction failed; nothing was written');
    this.connection.release();
    this.transaction.committed();
  }

  async rollback(): Promise<void> {
    let broken: Error | undefined;
    this.transaction.end();
    await this.connection.query('ROLLBACK').catch((cause: Error) => (broken = cause));
    this.connection.release(broken);
  }
}

/**
 * Runs `work` in a new transaction and commits it, or rolls it back when `work` fails.
 *
 * @throws the error of `work` or of the driver; TransactionTimeoutError after ten seconds; Error when a statement
 *   failed but `work` continued
 */
export async function inNewTransaction<T>(
  pool: pg.Pool,
  work: (transaction: OpenTransaction) => Promise<T>,
): Promise<T> {
  const owned = await OwnedTransaction.begin(pool);

  try {
    const result = await beforeDeadline(work(owned.transaction));
    await owned.commit();

    return result;
  } catch (error) {
    await owned.rollback();
    throw error;
  }
}

/** Rejects at the deadline, so that hanging work does not keep its connection. */
export async function beforeDeadline<T>(work: Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(timeoutError()), timeoutMs);
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work` after a savepoint. When it fails, its writes are rolled back and the transaction continues. */
export async function withSavepoint<T>(
  transaction: OpenTransaction,
  work: () => Promise<T>,
): Promise<T> {
  const savepoint = transaction.nextSavepoint();
  await transaction.query(`SAVEPOINT ${savepoint}`);
  try {
    const result = await work();
    await transaction.query(`RELEASE SAVEPOINT ${savepoint}`);
    return result;
  } catch (error) {
    await transaction.query(`ROLLBACK TO SAVEPOINT ${savepoint}`);
    throw error;
  }
}
