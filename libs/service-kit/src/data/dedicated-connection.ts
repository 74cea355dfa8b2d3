import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../logging/logger';
import { backoffMs } from '../loops/backoff.rules';
import { pause } from '../loops/pause';

export interface DedicatedConnectionOptions {
  /** Connection settings; those of the service's pool. */
  config: ClientConfig;
  /** Shown in pg_stat_activity. */
  name: string;
  logger: Logger;
  /** Prepares a new connection (LISTEN …); when it rejects, the connection is opened again. */
  onOpen(client: Client): Promise<void>;
  /** Called once for each lost connection, before the next one is opened. */
  onLost(): void;
  /** Required for a connection that listens. */
  onNotification?(channel: string, payload: string): void;
}

const reconnect = { firstMs: 50, maxMs: 2_000 };
const heartbeatMs = 2_000;
const heartbeatDeadlineMs = 5_000;

/**
 * A Postgres connection outside of the pool, for LISTEN, session locks and settings, which live as long as the session.
 *
 * Reconnects automatically. A heartbeat detects a hanging connection within seven seconds, and the server detects it
 * within eleven, so that this process knows that it lost its locks before another process can take them.
 */
export class DedicatedConnection {
  private readonly stopped = new AbortController();
  private client: Client | undefined;
  private loop: Promise<void> | undefined;

  constructor(private readonly options: DedicatedConnectionOptions) {}

  /** The open connection, or undefined while there is none. */
  get current(): Client | undefined {
    return this.client;
  }

  start(): void {
    this.loop ??= this.keepOpen();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.loop;
  }

  private async keepOpen(): Promise<void> {
    const { signal } = this.stopped;
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.useOneConnection(() => (failures = 0));
      } catch (error) {
        failures += 1;
        if (failures === 1)
          this.options.logger.warn({ err: error }, 'lost the dedicated Postgres connection');
        await pause(backoffMs(failures, reconnect), signal);
      }
    }
  }

  /** Returns after a stop; throws when the connection is lost. */
  private async useOneConnection(opened: () => void): Promise<void> {
    const { config, name, onOpen, onLost, onNotification } = this.options;

    const client = new Client({
      ...config,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });

    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => undefined);
    client.on('error', lost.reject);
    client.on('end', () => lost.reject(new Error('Connection terminated')));
    client.on('notification', ({ channel, payload }) => onNotification?.(channel, payload ?? ''));
    let announced = false;

    try {
      await Promise.race([this.prepare(client, onOpen), lost.promise]);
      this.client = client;
      announced = true;
      opened();
      await Promise.race([this.watch(client), lost.promise]);
    } finally {
      this.client = undefined;
      if (announced) onLost();
      void client.end().catch(() => undefined);
    }
  }

  private async prepare(client: Client, onOpen: (client: Client) => Promise<void>): Promise<void> {
    await client.connect();
    await client.query(
      'SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3',
    );
    await onOpen(client);
  }

  private async watch(client: Client): Promise<void> {
    const { signal } = this.stopped;
    for (;;) {
      await pause(heartbeatMs, signal);
      if (signal.aborted) return;
      await within(heartbeatDeadlineMs, client.query('SELECT 1'));
    }
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`Postgres did not answer within ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
