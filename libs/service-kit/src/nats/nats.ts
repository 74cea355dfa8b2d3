import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Injectable } from '@nestjs/common';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { outsideOfRequests } from '../context/request-context';
import { Logger } from '../logging/logger';
import { Lifecycle } from '../service/lifecycle';
import { ServiceName } from '../service/service-name';

const firstDelayMs = 50;
const longestDelayMs = 2_000;
const connectTimeoutMs = 3_000;
/** A broker that hangs without closing the socket is noticed after two missed pings. */
const pingIntervalMs = 10_000;
const maxPingsOut = 2;
const drainTimeoutMs = 3_000;

/**
 * The one NATS connection of a service. It is opened at first use and kept for good: a broker that is down delays
 * nothing but what needs it, and the connection comes back by itself, with jitter.
 *
 * @example
 * const connection = await nats.connection;       // waits for the first connection, however long that takes
 * nats.onConnect(async (connection) => { … });    // now, and again after every reconnect
 */
@Injectable()
export class Nats {
  private readonly logger: Logger;
  private readonly hooks = new Set<(connection: NatsConnection) => Promise<void> | void>();
  private readonly stopped = new AbortController();
  private opening: Promise<NatsConnection> | undefined;
  private open: NatsConnection | undefined;
  private connected = false;

  constructor(
    @InjectConfig() private readonly config: BaseConfig,
    private readonly service: ServiceName,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('Nats');
    lifecycle.onStop('connections', () => this.close());
  }

  /** Resolves with the connection once it stands; rejects only when the service stops before. */
  get connection(): Promise<NatsConnection> {
    this.opening ??= outsideOfRequests(() => this.openConnection());
    this.opening.catch(() => undefined);
    return this.opening;
  }

  /** The connection if it was ever opened. It may be reconnecting: see {@link isConnected}. */
  get current(): NatsConnection | undefined {
    return this.open;
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /** What subjects for answers to this service begin with; it may listen to no others. */
  get inboxPrefix(): string {
    return `_INBOX_${this.service.name.replaceAll('-', '_')}`;
  }

  /**
   * Calls `hook` when the connection stands and after each reconnect. A hook that fails is logged.
   *
   * @returns a function that ends it
   */
  onConnect(hook: (connection: NatsConnection) => Promise<void> | void): () => void {
    this.hooks.add(hook);
    if (this.open !== undefined && this.connected) void this.runHook(hook, this.open);
    else void this.connection.catch(() => undefined);
    return () => this.hooks.delete(hook);
  }

  private async openConnection(): Promise<NatsConnection> {
    for (let attempt = 0; ; attempt++) {
      this.stopped.signal.throwIfAborted();
      try {
        const connection = await connect(this.options());
        if (this.stopped.signal.aborted) await connection.close();
        this.stopped.signal.throwIfAborted();
        this.open = connection;
        void this.watch(connection);
        this.announce(connection);
        return connection;
      } catch (error) {
        if (attempt === 0) this.logger.warn({ err: error }, 'NATS cannot be reached yet');
        await sleep(jittered(attempt), undefined, { signal: this.stopped.signal });
      }
    }
  }

  private options() {
    const url = new URL(this.config.NATS_URL);
    return {
      servers: url.host,
      ...(url.username !== '' && {
        user: decodeURIComponent(url.username),
        pass: decodeURIComponent(url.password),
      }),
      ...(url.protocol === 'tls:' && { tls: {} }),
      name: this.service.name,
      inboxPrefix: this.inboxPrefix,
      timeout: connectTimeoutMs,
      pingInterval: pingIntervalMs,
      maxPingOut: maxPingsOut,
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      reconnectDelayHandler: () => firstDelayMs + Math.random() * (longestDelayMs / 4),
    };
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.connected = false;
        this.logger.warn('NATS connection lost');
      } else if (status.type === 'reconnect') {
        this.announce(connection);
      } else if (status.type === 'error') {
        this.logger.warn({ err: status.error }, 'NATS reports an error');
      } else if (status.type === 'slowConsumer') {
        this.logger.warn({ pending: status.pending }, 'NATS consumer is slow');
      }
    }
    this.connected = false;
  }

  private announce(connection: NatsConnection): void {
    this.connected = true;
    this.logger.info('NATS connected');
    for (const hook of this.hooks) void this.runHook(hook, connection);
  }

  private async runHook(
    hook: (connection: NatsConnection) => Promise<void> | void,
    connection: NatsConnection,
  ): Promise<void> {
    try {
      await hook(connection);
    } catch (error) {
      if (!this.stopped.signal.aborted)
        this.logger.error({ err: error }, 'a NATS connect hook failed');
    }
  }

  private async close(): Promise<void> {
    this.stopped.abort(new Error('the service stops'));
    // A connection that is being opened ends within CONNECT_TIMEOUT_MS.
    await this.opening?.catch(() => undefined);
    const connection = this.open;
    if (connection === undefined || connection.isClosed()) return;
    // Draining flushes what was published; with the broker away there is nobody to flush to.
    if (this.connected)
      await Promise.race([
        connection.drain().catch(() => undefined),
        sleep(drainTimeoutMs, undefined, { ref: false }),
      ]);
    await connection.close();
  }
}

function jittered(attempt: number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + Math.random() * (ceiling / 2);
}
