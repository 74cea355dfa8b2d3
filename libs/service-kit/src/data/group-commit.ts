import { outsideOfRequests } from '../context/request-context';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { isOutage } from '../errors/outage.rules';
import { currentTransaction } from './transaction-scope';

const maxRowsPerStatement = 100;
const maxWaiting = 1_000;
const retryAfterSeconds = 1;

interface Waiting<Row, Result> {
  readonly row: Row;
  readonly written: PromiseWithResolvers<Result>;
}

/**
 * Writes rows of independent requests with one statement, and thus with one commit: rows that arrive while a statement is
 * under way wait for it and are written together with the next. A row that arrives alone is written at once.
 *
 * For rows that cannot conflict with each other, such as new entities. When a statement with several rows fails, each of
 * its rows is written alone, so that a row which Postgres refuses fails only its own request.
 *
 * @example
 * private readonly inserts = new GroupCommit<NewGoal, boolean>((goals) => insertGoals(this.database, goals));
 * await this.inserts.add(goal);
 */
export class GroupCommit<Row, Result> {
  private waiting: Waiting<Row, Result>[] = [];
  private isWriting = false;

  /** @param write writes the rows with one statement and returns a result per row, in their order */
  constructor(private readonly write: (rows: readonly Row[]) => Promise<readonly Result[]>) {}

  /**
   * Inside a transaction, writes the row at once with a statement of its own.
   *
   * @returns the result of the row, after its commit
   * @throws the error of `write`; AppError OVERLOADED when 1000 rows are waiting
   */
  add(row: Row): Promise<Result> {
    if (currentTransaction() !== undefined) return this.writeAlone(row);
    if (this.waiting.length >= maxWaiting)
      return Promise.reject(new AppError(commonErrors.OVERLOADED, { retryAfterSeconds }));

    const written = Promise.withResolvers<Result>();
    this.waiting.push({ row, written });
    if (!this.isWriting) outsideOfRequests(() => void this.writeWaiting());

    return written.promise;
  }

  private async writeWaiting(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0)
      await this.writeTogether(this.waiting.splice(0, maxRowsPerStatement));
    this.isWriting = false;
  }

  private async writeTogether(group: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await this.write(group.map(({ row }) => row));
      group.forEach(({ written }, index) => written.resolve(results[index] as Result));
    } catch (error) {
      // After an outage, the rows may have been written.
      if (group.length === 1 || isOutage(error)) {
        for (const { written } of group) written.reject(error);
        return;
      }
      for (const { row, written } of group)
        await this.writeAlone(row).then(written.resolve, written.reject);
    }
  }

  private async writeAlone(row: Row): Promise<Result> {
    const [result] = await this.write([row]);
    return result as Result;
  }
}
