import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createTestDatabase,
  NatsServer,
  type PostgresServer,
  prepareTestTemplate,
  readTopology,
  RedisServer,
  startThrowawayPostgres,
  type TestDatabase,
  type TestSchema,
} from '@tribe/tools';

export interface ServerOptions {
  /** Names of the services that will connect. */
  readonly services: readonly string[];
  readonly ownPostgres: boolean;
  readonly schemas: readonly TestSchema[] | undefined;
}

/** The servers of one system under test: a database of its own, and a NATS and a Redis of its own. */
export class TribeServers {
  private constructor(
    readonly folder: string,
    /** Absent when no schema was asked for. */
    readonly database: TestDatabase | undefined,
    readonly nats: NatsServer,
    readonly redis: RedisServer,
    readonly ownPostgres: PostgresServer | undefined,
    private readonly owners: ReadonlySet<string>,
  ) {}

  static async start({ services, ownPostgres, schemas }: ServerOptions): Promise<TribeServers> {
    const folder = await mkdtemp(path.join(tmpdir(), 'tribe-'));
    const nats = new NatsServer({
      folder: path.join(folder, 'nats'),
      admin: { name: 'admin', password: randomUUID() },
      services: natsUsers(services),
    });
    const redis = new RedisServer({ folder: path.join(folder, 'redis'), password: randomUUID() });
    const postgres = ownPostgres ? await startThrowawayPostgres() : undefined;
    const [database] = await Promise.all([prepareDatabase(postgres, schemas), nats.start(), redis.start()]);
    const owners = schemas ?? readTopology().filter(({ hasDatabase }) => hasDatabase);
    return new TribeServers(folder, database, nats, redis, postgres, new Set(owners.map(({ name }) => name)));
  }

  /** URL of the role that runs the service; undefined when it has no schema in this system. */
  databaseUrlOf(service: string): string | undefined {
    return this.owners.has(service) ? this.database?.urlOf(service) : undefined;
  }

  async stop(): Promise<void> {
    await Promise.all([this.nats.stop(), this.redis.stop(), this.ownPostgres ? this.ownPostgres.wipe() : this.database?.drop()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A user for every service of the repository, so that the events of one that is not started can be published. */
function natsUsers(services: readonly string[]) {
  const names = new Set([...readTopology().map(({ name }) => name), ...services]);
  return [...names].map((name) => ({ name, password: randomUUID() }));
}

async function prepareDatabase(
  postgres: PostgresServer | undefined,
  schemas: readonly TestSchema[] | undefined,
): Promise<TestDatabase | undefined> {
  if (schemas?.length === 0) return undefined;
  if (postgres && !schemas) await prepareTestTemplate(postgres.url);
  return createTestDatabase({ ...(schemas && { schemas: [...schemas] }), ...(postgres && { clusterUrl: postgres.url }) });
}
