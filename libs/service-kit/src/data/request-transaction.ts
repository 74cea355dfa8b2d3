import type pg from 'pg';
import { beforeDeadline, type OpenTransaction, OwnedTransaction } from './open-transaction';

/**
 * The transaction of a request with an Idempotency-Key. It is opened by the first `Transactions.run` of the request, so
 * that a handler that first asks another service or hashes a password holds no connection meanwhile. Statements after
 * that join it.
 */
export class RequestTransaction {
  private owned: OwnedTransaction | undefined;
  private opening: Promise<OpenTransaction> | undefined;

  /** @param claim claims the key in the new transaction, or throws */
  constructor(
    private readonly pool: pg.Pool,
    private readonly claim: (transaction: OpenTransaction) => Promise<void>,
  ) {}

  /** The transaction, once it is open. */
  get opened(): OpenTransaction | undefined {
    return this.owned?.transaction;
  }

  /** Returns the transaction, opened now or before. @throws the error of `claim` */
  open(): Promise<OpenTransaction> {
    return (this.opening ??= this.begin());
  }

  /** Does nothing when no transaction was opened. */
  async commit(): Promise<void> {
    await this.owned?.commit();
    this.owned = undefined;
  }

  /** Does nothing when no transaction was opened. */
  async rollback(): Promise<void> {
    const { owned } = this;
    this.owned = undefined;
    await owned?.rollback();
  }

  private async begin(): Promise<OpenTransaction> {
    const owned = await OwnedTransaction.begin(this.pool);

    try {
      await beforeDeadline(this.claim(owned.transaction));
    } catch (error) {
      await owned.rollback();
      throw error;
    }

    this.owned = owned;

    return owned.transaction;
  }
}
