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
  private hasEnded = false;

  /** @param claim claims the key in the new transaction, or throws */
  constructor(
    private readonly pool: pg.Pool,
    private readonly claim: (transaction: OpenTransaction) => Promise<void>,
  ) {}

  /** The transaction, once it is open. */
  get opened(): OpenTransaction | undefined {
    return this.owned?.transaction;
  }

  /**
   * Returns the transaction, opened now or before.
   *
   * @throws the error of `claim`; Error after the end of the request, for a handler that goes on after its deadline
   */
  open(): Promise<OpenTransaction> {
    return (this.opening ??= this.begin());
  }

  /** Does nothing when no transaction was opened. */
  async commit(): Promise<void> {
    this.hasEnded = true;
    await this.owned?.commit();
    this.owned = undefined;
  }

  /** Does nothing when no transaction was opened. */
  async rollback(): Promise<void> {
    const { owned } = this;
    this.hasEnded = true;
    this.owned = undefined;
    await owned?.rollback();
  }

  private async begin(): Promise<OpenTransaction> {
    this.requireOpen();
    const owned = await OwnedTransaction.begin(this.pool);

    try {
      await beforeDeadline(this.claim(owned.transaction));
      this.requireOpen();
    } catch (error) {
      await owned.rollback();
      throw error;
    }

    this.owned = owned;

    return owned.transaction;
  }

  /** Nothing would give the connection of a later transaction back. */
  private requireOpen(): void {
    if (this.hasEnded) throw new Error('The transaction of the request has ended');
  }
}
