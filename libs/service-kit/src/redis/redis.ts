import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Redis as Client, type RedisOptions } from 'ioredis';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { outsideOfRequests } from '../context/request-context';
import { Logger } from '../logging/logger';
import { Lifecycle } from '../service/lifecycle';
import { ServiceName } from '../service/service-name';

const commandTimeoutMs = 1_000;
const connectTimeoutMs = 2_000;
/** Time that a pending connect may keep a stopping process alive. */
const disconnectTimeoutMs = 500;
const maxReconnectDelayMs = 2_000;
const firstConnectWaitMs = 2_000;

/**
 * The Redis of a service, for data that may be lost: counters, leases, short caches. A command that cannot be sent
 * fails at once instead of queueing, and no command takes longer than a second; callers must handle its failure.
 * Commands of one tick are pipelined.
 */
@Injectable()
export class Redis {
  private readonly logger: Logger;
  private readonly connections: Client[] = [];
  private shared: Client | undefined;

  constructor(
    @InjectConfig() private readonly config: BaseConfig,
    private readonly service: ServiceName,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('Redis');
    lifecycle.onStart(() => this.waitForFirstConnection());
    lifecycle.onStop('connections', () => this.close());
  }

  /** The shared connection of the service, opened at first use. Must not be used to subscribe. */
  get client(): Client {
    this.shared ??= this.connect('', {
      enableAutoPipelining: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: commandTimeoutMs * this.config.DEADLINE_FACTOR,
    });
    return this.shared;
  }

  /** Opens a separate connection that resubscribes after a reconnect. Closed when the service stops. */
  subscriber(): Client {
    return this.connect('-subscriber', { autoResubscribe: true, maxRetriesPerRequest: null });
  }

  private connect(suffix: string, options: RedisOptions): Client {
    const open = () =>
      new Client(this.config.REDIS_URL, {
        connectionName: `${this.service.name}${suffix}`,
        connectTimeout: connectTimeoutMs * this.config.DEADLINE_FACTOR,
        disconnectTimeout: disconnectTimeoutMs,
        retryStrategy: (attempt) =>
          (0.5 + Math.random() / 2) *
          Math.min(maxReconnectDelayMs, 50 * 2 ** Math.min(attempt, 10)),
        ...options,
      });

    const client = outsideOfRequests(open);
    let reported = false;

    client.on('ready', () => {
      reported = false;
    });

    client.on('error', (error: Error) => {
      // ioredis reports every attempt; log one line per outage.
      if (!reported) this.logger.warn({ err: error }, 'Redis is unreachable');
      reported = true;
    });

    this.connections.push(client);

    return client;
  }

  /** Waits so that the first requests find Redis connected, but a Redis that is down must not prevent the start. */
  private async waitForFirstConnection(): Promise<void> {
    const client = this.shared;
    if (client === undefined || client.status === 'ready') return;
    const ready = new Promise<void>((resolve) => client.once('ready', () => resolve()));
    const timeout = new AbortController();

    await Promise.race([
      ready,
      sleep(firstConnectWaitMs, undefined, { signal: timeout.signal }),
    ]).finally(() => timeout.abort());
  }

  private async close(): Promise<void> {
    await Promise.all(
      this.connections.map(async (client) => {
        if (client.status === 'ready') await client.quit().catch(() => undefined);
        client.disconnect();
      }),
    );
  }
}
