import type { NatsServer, PostgresServer, RedisServer } from '@tribe/local-servers';
import { Redis } from 'ioredis';

/** What can go wrong with NATS. */
export class NatsFaults {
  constructor(private readonly server: NatsServer) {}

  /** URL of the administrator, for looking at streams. */
  get url(): string {
    return this.server.url;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** SIGKILL instead of a shutdown. */
  kill(): Promise<void> {
    return this.server.kill();
  }

  start(): Promise<void> {
    return this.server.start();
  }

  /** NATS loses its disk, with every stream and consumer, and comes back empty. */
  async wipe(): Promise<void> {
    await this.server.wipe();
    await this.server.start();
  }
}

/** What can go wrong with Redis. */
export class RedisFaults {
  private connection: Redis | undefined;

  constructor(private readonly server: RedisServer) {}

  /** A connection of the test, for looking at keys. */
  get client(): Redis {
    this.connection ??= new Redis(this.server.url);
    return this.connection;
  }

  async flush(): Promise<void> {
    await this.client.flushall();
  }

  async stop(): Promise<void> {
    this.disconnect();
    await this.server.stop();
  }

  /** Comes back empty: Redis keeps nothing on disk. */
  start(): Promise<void> {
    return this.server.start();
  }

  /** Called by `tribe.stop()`. */
  disconnect(): void {
    this.connection?.disconnect();
    this.connection = undefined;
  }
}

/** What can go wrong with Postgres. Other tests share the cluster unless the system has one of its own. */
export class PostgresFaults {
  constructor(private readonly server: PostgresServer | undefined) {}

  stop(): Promise<void> {
    return this.own.stop();
  }

  /** SIGKILL instead of a shutdown. What was committed survives. */
  kill(): Promise<void> {
    return this.own.kill();
  }

  start(): Promise<void> {
    return this.own.start();
  }

  restart(): Promise<void> {
    return this.own.restart();
  }

  private get own(): PostgresServer {
    if (!this.server)
      throw new Error('Start the system with ownPostgres: true to stop its Postgres');
    return this.server;
  }
}
