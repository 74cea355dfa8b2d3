import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createTestDatabase,
  Mailbox,
  NatsServer,
  type PostgresServer,
  prepareTestTemplate,
  readTopology,
  RedisServer,
  startThrowawayPostgres,
  type TestDatabase,
} from '@tribe/local-servers';
import { usesWith } from './declared-use';
import { deadlineFactor } from './patience';
import type { TribeOptions } from './tribe-options';

type ServerOptions = Pick<TribeOptions, 'services' | 'ownPostgres' | 'schemas'>;

/** The servers of a system under test: its own database, NATS, Redis and mailbox. */
export class TribeServers {
  readonly nats: NatsServer;
  readonly redis: RedisServer;
  readonly mailbox = new Mailbox();
  ownPostgres: PostgresServer | undefined;
  /** Absent when no schema was requested. */
  private database: TestDatabase | undefined;
  /** Services that have a schema. */
  private readonly owners: ReadonlySet<string>;

  private constructor(
    readonly folder: string,
    private readonly options: ServerOptions,
  ) {
    const admin = { name: 'admin', password: randomUUID() };

    this.nats = new NatsServer({
      folder: path.join(folder, 'nats'),
      admin,
      services: natsUsers(options.services.map(({ name }) => name)),
      uses: usesWith(options.services),
      answerSeconds: 3 * deadlineFactor,
    });

    this.redis = new RedisServer({ folder: path.join(folder, 'redis'), password: randomUUID() });
    const owners = options.schemas ?? readTopology().filter(({ hasDatabase }) => hasDatabase);
    this.owners = new Set(owners.map(({ name }) => name));
  }

  /** @throws the error of the first server that cannot start, after the others are stopped */
  static async start(options: ServerOptions): Promise<TribeServers> {
    const servers = new TribeServers(await mkdtemp(path.join(tmpdir(), 'tribe-')), options);

    const starting = [
      servers.prepareDatabase(),
      servers.nats.start(),
      servers.redis.start(),
      servers.mailbox.start(),
    ];

    const failed = (await Promise.allSettled(starting)).find(
      (outcome) => outcome.status === 'rejected',
    );

    if (!failed) return servers;
    await servers.stop();
    throw failed.reason;
  }

  /** Returns the URL of the service's runtime role; undefined when it has no schema in this system. */
  databaseUrlOf(service: string): string | undefined {
    return this.owners.has(service) ? this.database?.urlOf(service) : undefined;
  }

  async stop(): Promise<void> {
    const postgres = this.ownPostgres ? this.ownPostgres.wipe() : this.database?.drop();
    await Promise.all([this.nats.stop(), this.redis.stop(), this.mailbox.stop(), postgres]);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async prepareDatabase(): Promise<void> {
    const { schemas, ownPostgres } = this.options;
    if (schemas?.length === 0) return;
    if (ownPostgres) this.ownPostgres = await startThrowawayPostgres();
    const clusterUrl = this.ownPostgres?.url;
    if (clusterUrl && !schemas) await prepareTestTemplate(clusterUrl);

    this.database = await createTestDatabase({
      ...(schemas && { schemas: [...schemas] }),
      ...(clusterUrl && { clusterUrl }),
    });
  }
}

/** Returns a user for every service, so that tests can publish events of services that are not started. */
function natsUsers(services: readonly string[]) {
  const names = new Set([...readTopology().map(({ name }) => name), ...services]);
  return [...names].map((name) => ({ name, password: randomUUID() }));
}
