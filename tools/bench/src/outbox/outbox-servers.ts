import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  createTestDatabase,
  NatsServer,
  PostgresServer,
  repositoryRoot,
  type TestDatabase,
} from '@tribe/local-servers';

const schemas = ['goals', 'notifications'].map((name) => ({ name, migrations: ['events'] }));

/** The broker permits the durable of the measured consumer, which is not that of the real service. */
const reads = { stream: 'GOALS', filter: 'tribe.goals.goal.updated.v1' };
const uses = new Map([
  ['goals', { durables: [], watches: [], calls: [] }],
  [
    'notifications',
    { durables: [{ durable: 'notifications-goals-v1', ...reads }], watches: [], calls: [] },
  ],
]);

/** A Postgres with fsync and a JetStream on files, for two services that only exchange events. */
export class OutboxServers {
  private readonly folder = path.join(repositoryRoot, '.tribe/bench-outbox');
  private readonly postgres: PostgresServer;
  readonly nats: NatsServer;
  private testDatabase: TestDatabase | undefined;

  private constructor() {
    this.postgres = new PostgresServer({
      folder: path.join(this.folder, 'postgres'),
      password: randomUUID(),
    });

    const admin = { name: 'admin', password: randomUUID() };
    const services = schemas.map(({ name }) => ({ name, password: randomUUID() }));
    this.nats = new NatsServer({ folder: path.join(this.folder, 'nats'), admin, services, uses });
  }

  static async start(): Promise<OutboxServers> {
    const servers = new OutboxServers();
    await servers.postgres.wipe();
    rmSync(servers.folder, { recursive: true, force: true });
    mkdirSync(servers.folder, { recursive: true });

    try {
      await Promise.all([servers.postgres.start(), servers.nats.start()]);
      servers.testDatabase = await createTestDatabase({
        schemas,
        clusterUrl: servers.postgres.url,
      });
      return servers;
    } catch (error) {
      await servers.stop();
      throw error;
    }
  }

  /** The connection of the superuser. */
  get databaseUrl(): string {
    return this.database.adminUrl;
  }

  environmentOf(service: string): Record<string, string> {
    return {
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      DATABASE_URL: this.database.urlOf(service),
      NATS_URL: this.nats.urlOf(service),
      JWKS_URL: 'http://127.0.0.1:9/.well-known/jwks.json',
      CURSOR_SECRET: randomUUID(),
      IDEMPOTENCY_SECRET: randomUUID(),
    };
  }

  async stop(): Promise<void> {
    await this.nats.stop();
    await this.postgres.wipe();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get database(): TestDatabase {
    if (this.testDatabase === undefined) throw new Error('The database is not ready');
    return this.testDatabase;
  }
}
