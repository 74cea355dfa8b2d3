import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RedisServer } from '@tribe/local-servers';
import { Redis } from 'ioredis';

/** A Redis server for tests of limits, with connections like those of replicas. */
export class TestRedis {
  readonly server = new RedisServer({
    folder: mkdtempSync(path.join(tmpdir(), 'tribe-kit-')),
    password: 'secret',
  });
  private readonly connections: Redis[] = [];

  /** Connects like a replica: no queue while offline, a deadline on each command. */
  async connect(): Promise<Redis> {
    const client = new Redis(this.server.url, {
      enableAutoPipelining: true,
      enableOfflineQueue: false,
      commandTimeout: 500,
      retryStrategy: () => 20,
    });
    client.on('error', () => undefined);
    this.connections.push(client);
    await becomesReady(client);
    return client;
  }

  async wipe(): Promise<void> {
    for (const opened of this.connections) opened.disconnect();
    await this.server.wipe();
  }
}

export const becomesReady = (client: Redis) =>
  new Promise<void>((resolve) => client.once('ready', () => resolve()));
