import pg from 'pg';
import type { OpenTransaction } from './open-transaction';
import { assertWritesInTransaction } from './outside-transactions';
import { currentTransaction } from './transaction-scope';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: () => void,
) => void;

/**
 * A pool whose statements join the current transaction, so that all statements of a unit of work, from Prisma or named
 * SQL, are in its transaction.
 */
export class AmbientPool extends pg.Pool {
  /** @param isStrict whether a request with an Idempotency-Key fails when it writes outside of its transaction */
  constructor(
    options: pg.PoolConfig,
    private readonly isStrict: boolean,
  ) {
    super(options);
  }

  override query = ((
    statement: string | pg.QueryConfig,
    values?: unknown[],
    ...rest: unknown[]
  ) => {
    const transaction = currentTransaction();

    if (transaction === undefined) {
      if (this.isStrict) assertWritesInTransaction(textOf(statement));
      return super.query(statement as string, values, ...(rest as []));
    }

    return transaction.query(
      typeof statement === 'string' ? { text: statement, values: values ?? [] } : statement,
    );
  }) as pg.Pool['query'];

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (callback !== undefined) return super.connect(callback as never);
    const transaction = currentTransaction();
    if (transaction === undefined) return super.connect();

    return Promise.resolve(new JoinedConnection(transaction) as unknown as pg.PoolClient);
  }
}

function textOf(statement: string | pg.QueryConfig): string {
  return typeof statement === 'string' ? statement : statement.text;
}

/** The connection for a transaction that Prisma opens inside the current one, to write several tables: a savepoint. */
class JoinedConnection {
  private readonly savepoint: string;
  private readonly savepointStatements: Readonly<Record<string, string>>;

  constructor(private readonly transaction: OpenTransaction) {
    this.savepoint = transaction.nextSavepoint();
    this.savepointStatements = {
      BEGIN: `SAVEPOINT ${this.savepoint}`,
      COMMIT: `RELEASE SAVEPOINT ${this.savepoint}`,
      ROLLBACK: `ROLLBACK TO SAVEPOINT ${this.savepoint}`,
    };
  }

  query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const joined = this.savepointStatements[statement.text];
    return this.transaction.query(
      joined === undefined ? statement : { ...statement, text: joined },
    );
  }

  on(): this {
    return this;
  }

  removeListener(): this {
    return this;
  }

  release(): void {
    // The connection belongs to the transaction.
  }
}
