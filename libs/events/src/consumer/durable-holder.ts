import { DedicatedConnection, type Logger, WakeUp } from '@tribe/service-kit';
import type { Client, ClientConfig } from 'pg';

export interface DurableHolderOptions {
  database: ClientConfig;
  /** Shown in pg_stat_activity. */
  name: string;
  durables: readonly string[];
  /** Processes a durable until the signal aborts; resolves when no work on it is left. */
  work(durable: string, signal: AbortSignal): Promise<void>;
  /** Called when the replay of dead letters was requested. */
  onReplayRequested(): void;
  logger: Logger;
}

/** How often to try to claim durables that another replica holds, in milliseconds. */
const claimIntervalMs = 1_000;

/**
 * Ensures that one process at a time processes a durable.
 *
 * A process claims a durable with a session lock on a dedicated connection. When the connection is lost, all locks are
 * lost with it, and the work stops before another replica can begin.
 */
export class DurableHolder {
  private readonly connection: DedicatedConnection;
  private readonly wakeUp = new WakeUp();
  private readonly holdings = new Map<string, AbortController>();
  private readonly running = new Set<Promise<void>>();
  private stopping = false;
  private loop: Promise<void> | undefined;

  constructor(private readonly options: DurableHolderOptions) {
    const { database, name, logger } = options;
    this.connection = new DedicatedConnection({
      config: database,
      name,
      logger,
      onOpen: (client) => this.begin(client),
      onLost: () => this.release(),
      onNotification: () => options.onReplayRequested(),
    });
  }

  /** Durables that this process holds. */
  get held(): string[] {
    return [...this.holdings.keys()];
  }

  start(): void {
    this.connection.start();
    this.loop ??= this.claimDurables();
  }

  /** Stops the work, waits for it to end, then releases the durables. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wakeUp.wake();
    await this.loop;
    for (const holding of this.holdings.values()) holding.abort();
    await Promise.all(this.running);
    await this.connection.stop();
  }

  private async begin(client: Client): Promise<void> {
    const { rows } = await client.query<{ channel: string }>(
      "SELECT quote_ident('dead_letters_' || current_schema()) AS channel",
    );
    await client.query(`LISTEN ${rows[0]?.channel}`);
    this.wakeUp.wake();
  }

  private release(): void {
    for (const holding of this.holdings.values()) holding.abort();
    this.holdings.clear();
  }

  private async claimDurables(): Promise<void> {
    while (!this.stopping) {
      const client = this.connection.current;
      try {
        if (client) await this.claim(client);
      } catch (error) {
        this.options.logger.warn({ err: error }, 'claiming durables failed');
      }
      if (!this.stopping) await this.wakeUp.wait(client ? claimIntervalMs : claimIntervalMs / 10);
    }
  }

  private async claim(client: Client): Promise<void> {
    const missing = this.options.durables.filter((durable) => !this.holdings.has(durable));
    if (missing.length === 0) return;

    const { rows } = await client.query<{ durable: string; granted: boolean }>(
      `SELECT durable, pg_try_advisory_lock(hashtextextended(current_schema() || '/durable/' || durable, 0)) AS granted
         FROM unnest($1::text[]) AS durable`,
      [missing],
    );

    // The connection, and the locks with it, may have been lost before the answer arrived.
    if (this.connection.current !== client || this.stopping) return;
    for (const { durable, granted } of rows) if (granted) this.hold(durable);
  }

  private hold(durable: string): void {
    const holding = new AbortController();
    this.holdings.set(durable, holding);
    this.options.logger.debug({ durable }, 'this replica holds the durable');

    const work = this.options.work(durable, holding.signal).catch((error: unknown) => {
      this.options.logger.error(
        { err: error, durable },
        'processing of a durable ended unexpectedly',
      );
    });

    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
