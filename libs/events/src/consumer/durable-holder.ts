import { DedicatedConnection, type Logger, WakeUp } from '@tribe/service-kit';
import type { Client, ClientConfig } from 'pg';

export interface DurableHolderOptions {
  database: ClientConfig;
  /** Shown in pg_stat_activity. */
  name: string;
  durables: readonly string[];
  /** Works a durable until the signal aborts; resolves when it is left alone. */
  work(durable: string, signal: AbortSignal): Promise<void>;
  /** The replay of dead letters was asked for. */
  onReplayRequested(): void;
  logger: Logger;
}

/** How often a durable that another replica holds is asked for, in milliseconds. */
const askAgainMs = 1_000;

/**
 * Sees to it that one process at a time works a durable.
 *
 * The right to a durable is a session lock on a connection that this process keeps for nothing else. When the
 * connection is lost all rights are gone with it, and the work stops before another replica can begin.
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

  /** Durables this process works right now. */
  get held(): string[] {
    return [...this.holdings.keys()];
  }

  start(): void {
    this.connection.start();
    this.loop ??= this.askForDurables();
  }

  /** Stops the work, waits for it, and only then gives the durables up. */
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

  private async askForDurables(): Promise<void> {
    while (!this.stopping) {
      const client = this.connection.current;
      try {
        if (client) await this.ask(client);
      } catch (error) {
        this.options.logger.warn({ err: error }, 'asking for durables failed');
      }
      if (!this.stopping) await this.wakeUp.wait(client ? askAgainMs : askAgainMs / 10);
    }
  }

  private async ask(client: Client): Promise<void> {
    const missing = this.options.durables.filter((durable) => !this.holdings.has(durable));
    if (missing.length === 0) return;
    const { rows } = await client.query<{ durable: string; granted: boolean }>(
      `SELECT durable, pg_try_advisory_lock(hashtextextended(current_schema() || '/durable/' || durable, 0)) AS granted
         FROM unnest($1::text[]) AS durable`,
      [missing],
    );
    // The connection may have been lost with the answer on its way; the locks went with it.
    if (this.connection.current !== client || this.stopping) return;
    for (const { durable, granted } of rows) if (granted) this.hold(durable);
  }

  private hold(durable: string): void {
    const holding = new AbortController();
    this.holdings.set(durable, holding);
    this.options.logger.debug({ durable }, 'this replica works the durable now');
    const work = this.options.work(durable, holding.signal).catch((error: unknown) => {
      this.options.logger.error(
        { err: error, durable },
        'the work on a durable ended unexpectedly',
      );
    });
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
