import type pg from 'pg';

/** How long a transaction may run, in milliseconds. */
const timeoutMs = 10_000;

/** A transaction that took too long. */
export class TransactionTimeoutError extends Error {
  override readonly name = 'TransactionTimeoutError';
  /** SQLSTATE `transaction_timeout`. */
  readonly code = '25P04';
}

const tookTooLong = () => new TransactionTimeoutError('The transaction took longer than 10 s');

/** A transaction on a connection of its own. Statements may come side by side; they run in the order they came. */
export class OpenTransaction {
  private readonly deadline = performance.now() + timeoutMs;
  private over = false;
  private savepoints = 0;

  constructor(private readonly connection: pg.PoolClient) {}

  /**
   * Runs a statement in the transaction.
   *
   * @throws TransactionTimeoutError after ten seconds; Error when the transaction has ended
   */
  async query(statement: string | pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.over) throw new Error('A statement came after the end of its transaction');
    if (performance.now() > this.deadline) throw tookTooLong();
    return this.connection.query(statement as pg.QueryConfig);
  }

  /** A name for a savepoint that no other of this transaction has. */
  nextSavepoint(): string {
    this.savepoints += 1;
    return `joined_${this.savepoints}`;
  }

  /** Nothing may follow but the commit. */
  end(): void {
    this.over = true;
  }
}

/**
 * Runs `work` in a new transaction and commits it, or undoes it when `work` fails. BEGIN travels with the first
 * statement, so a transaction of one statement takes two round trips.
 *
 * @throws what `work` throws; the driver's error; TransactionTimeoutError after ten seconds, whatever `work` waits for;
 * Error when a statement failed and `work` went on regardless
 */
export async function inNewTransaction<T>(
  pool: pg.Pool,
  work: (transaction: OpenTransaction) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect();
  const transaction = new OpenTransaction(connection);
  let broken: Error | undefined;
  try {
    const begun = connection.query('BEGIN');
    // Awaited below; a connection on which it fails fails the statements of `work` first.
    begun.catch(() => undefined);
    const result = await beforeDeadline(work(transaction));
    transaction.end();
    await begun;
    const { command } = await connection.query('COMMIT');
    // Postgres answers the COMMIT of a failed transaction politely, with a rollback.
    if (command !== 'COMMIT')
      throw new Error('A statement of the transaction failed; nothing was written');
    return result;
  } catch (error) {
    transaction.end();
    await connection.query('ROLLBACK').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    connection.release(broken);
  }
}

/** Work that waits for something that never comes must not keep its connection. */
async function beforeDeadline<T>(work: Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(tookTooLong()), timeoutMs);
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work` behind a savepoint: when it fails, what it wrote is undone and the transaction goes on. */
export async function behindSavepoint<T>(
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
