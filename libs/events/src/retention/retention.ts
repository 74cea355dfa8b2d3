import { backoffMs, type Database, type Logger, pause } from '@tribe/service-kit';
import { inboxRetentionMs, outboxRetentionMs } from '../events.config';

const everyMs = 3_600_000;
const retry = { firstMs: 5_000, maxMs: 300_000 };
/** Rows per statement; keeps locks and transactions short. */
const batchSize = 5_000;
const betweenBatchesMs = 50;

/** Tables to purge, and the age in milliseconds after which their rows are deleted. */
const purges = [
  {
    table: 'outbox',
    key: 'id',
    old: 'published_at IS NOT NULL AND created_at',
    afterMs: outboxRetentionMs,
  },
  { table: 'inbox', key: 'durable, event_id', old: 'processed_at', afterMs: inboxRetentionMs },
  {
    table: 'dead_letters',
    key: 'durable, event_id',
    old: 'replayed_at',
    afterMs: outboxRetentionMs,
  },
] as const;

/** Deletes expired event rows: hourly, in batches, one replica at a time. */
export class Retention {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /**
   * Runs one pass over all tables.
   *
   * @returns the number of deleted rows
   */
  async purge(): Promise<number> {
    let total = 0;
    for (const { table, key, old, afterMs } of purges) {
      for (
        let deleted = batchSize;
        deleted === batchSize && !this.stopping.signal.aborted;
        total += deleted
      ) {
        deleted = await this.purgeBatch(table, key, old, afterMs);
        if (deleted === batchSize) await pause(betweenBatchesMs, this.stopping.signal);
      }
    }
    return total;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      // Starts with a random delay, so that replicas that start together do not purge together.
      await pause(
        failures > 0 ? backoffMs(failures, retry) : everyMs * (0.1 + 0.9 * Math.random()),
        signal,
      );
      if (signal.aborted) return;
      try {
        const rows = await this.purge();
        failures = 0;
        if (rows > 0) this.logger.info({ rows }, 'purged old event rows');
      } catch (error) {
        failures += 1;
        this.logger.warn({ err: error }, 'purging old event rows failed');
      }
    }
  }

  /** Deletes one batch, or nothing while another replica holds the lock. */
  private async purgeBatch(
    table: string,
    key: string,
    old: string,
    afterMs: number,
  ): Promise<number> {
    const { rowCount } = await this.database.pool.query(
      `WITH retention_lock AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || '/event-retention', 0)) AS acquired)
       DELETE FROM ${table} WHERE (SELECT acquired FROM retention_lock) AND (${key}) IN (
         SELECT ${key} FROM ${table} WHERE ${old} < now() - $1 * interval '1 millisecond' LIMIT ${batchSize})`,
      [afterMs],
    );
    return rowCount ?? 0;
  }
}
