import type { NatsServer, PostgresServer, RedisServer } from '@tribe/local-servers';
import { Redis } from 'ioredis';

/** Simulates faults of NATS. */
export class NatsFaults {
  constructor(private readonly server: NatsServer) {}

  /** URL of the admin user, to inspect streams. */
  get url(): string {
    return this.server.url;
  }

  /** URL with the credentials of a service. */
  urlOf(service: string): string {
    return this.server.urlOf(service);
  }

  /** Creates the missing streams, as `npm run nats -- streams` does. */
  keepStreams(): Promise<void> {
    return this.server.keepStreams();
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

  /** Deletes all data of NATS, including every consumer and event, and starts it again with empty streams. */
  async wipe(): Promise<void> {
    await this.server.wipe();
    await this.server.start();
  }
}

/** Simulates faults of Redis. */
export class RedisFaults {
  private connection: Redis | undefined;

  constructor(private readonly server: RedisServer) {}

  /** A connection of the test, to inspect keys. */
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

  /** Redis starts empty, because it stores nothing on disk. */
  start(): Promise<void> {
    return this.server.start();
  }

  /** Called by `tribe.stop()`. */
  disconnect(): void {
    this.connection?.disconnect();
    this.connection = undefined;
  }
}

/** Simulates faults of Postgres. Requires a system with its own cluster, because tests share one by default. */
export class PostgresFaults {
  constructor(private readonly server: PostgresServer | undefined) {}

  stop(): Promise<void> {
    return this.own.stop();
  }

  /** SIGKILL instead of a shutdown. Committed data is kept. */
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
