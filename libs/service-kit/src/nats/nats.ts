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
const maxDelayMs = 2_000;
const connectTimeoutMs = 3_000;
/** A broker that hangs without closing the socket is detected after two missed pings. */
const pingIntervalMs = 10_000;
const maxPingsOut = 2;
const drainTimeoutMs = 3_000;

/**
 * The NATS connection of a service, opened at first use. A broker that is down only delays work that needs it, and the
 * connection reconnects automatically, with jitter.
 *
 * @example
 * const connection = await nats.connection;       // waits for the first connection
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

  /** Resolves to the connection once it is open; rejects only when the service stops first. */
  get connection(): Promise<NatsConnection> {
    this.opening ??= outsideOfRequests(() => this.openConnection());
    this.opening.catch(() => undefined);
    return this.opening;
  }

  /** The connection, once it was opened. It may be reconnecting; see {@link isConnected}. */
  get current(): NatsConnection | undefined {
    return this.open;
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /** Prefix of the reply subjects of this service, which may not listen to other reply subjects. */
  get inboxPrefix(): string {
    return `_INBOX_${this.service.name.replaceAll('-', '_')}`;
  }

  /**
   * Calls `hook` when the connection is open and after each reconnect. Errors of the hook are logged.
   *
   * @returns a function that removes the hook
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
        if (attempt === 0) this.logger.warn({ err: error }, 'NATS is unreachable; retrying');
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
      reconnectDelayHandler: () => firstDelayMs + Math.random() * (maxDelayMs / 4),
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
    this.stopped.abort(new Error('the service is stopping'));
    // A pending connect ends within `connectTimeoutMs`.
    await this.opening?.catch(() => undefined);
    const connection = this.open;
    if (connection === undefined || connection.isClosed()) return;

    // Draining flushes published messages, which is only possible while the broker is up.
    if (this.connected)
      await Promise.race([
        connection.drain().catch(() => undefined),
        sleep(drainTimeoutMs, undefined, { ref: false }),
      ]);

    await connection.close();
  }
}

function jittered(attempt: number): number {
  const ceiling = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + Math.random() * (ceiling / 2);
}
