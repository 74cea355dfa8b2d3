import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ThrowawayTribe } from '@tribe/local-servers';
import { Client } from 'pg';
import { Child } from './child';
import { Load } from './load';
import { type BenchUser, seedPeople } from './people';
import { residentMegabytes } from './process-usage';
import type { Target } from './rounds';

/** Enough users that none exceeds 100 reads and 30 writes a minute. */
const peopleCount = 4_000;
/** The default of DB_POOL_SIZE. */
const poolSize = 10;

/** The systems that the sections on HTTP, sockets and processes measure: the real system and a minimal server. */
export class Stage {
  private constructor(
    readonly tribe: ThrowawayTribe,
    readonly load: Load,
    private readonly bareServer: Child,
    private readonly bareUrl: string,
    /** The users of the load. */
    readonly people: readonly BenchUser[],
    /** Resident memory of each service after the start, in MB. */
    readonly memoryAfterStart: ReadonlyMap<string, number>,
  ) {}

  static async build(environment: Record<string, string>): Promise<Stage> {
    const tribe = await ThrowawayTribe.prepare('bench', environment);
    try {
      for (const service of tribe.services) await service.start();
      const memory = new Map(tribe.services.map(({ name, pid }) => [name, residentMegabytes(pid)]));
      await createBareTables(tribe.postgresUrl);
      const bare = new Child('bare.child');

      const bareUrl = await bare.call<string>('listen', {
        postgresUrl: tribe.postgresUrl,
        poolSize,
      });

      const load = new Load();
      const people = await createAccounts(tribe, load);

      return new Stage(tribe, load, bare, bareUrl, people, memory);
    } catch (error) {
      await tribe.stop();
      throw error;
    }
  }

  /** A minimal Node server with the same responses. */
  get bare(): Target {
    const pids = { bare: this.bareServer.pid, Postgres: this.tribe.processes.get('Postgres') };
    return { name: 'bare Fastify + pg', url: this.bareUrl, pids };
  }

  /** A service without the gateway. */
  alone(service: string): Target {
    return {
      name: 'service alone',
      url: this.tribe.urlOf(service),
      pids: { [service]: this.pidOf(service) },
    };
  }

  /** A service behind the gateway. */
  behindGateway(service: string): Target {
    const pids = { gateway: this.pidOf('gateway'), [service]: this.pidOf(service) };
    return { name: 'gateway + service', url: this.tribe.urlOf('gateway'), pids };
  }

  /** The whole system behind the gateway, with its servers. */
  get everything(): Target {
    return {
      name: 'whole system',
      url: this.tribe.urlOf('gateway'),
      pids: Object.fromEntries(this.tribe.processes),
    };
  }

  async tearDown(): Promise<void> {
    await Promise.all([this.load.stop(), this.bareServer.stop()]);
    await this.tribe.stop();
  }

  private pidOf(service: string): number | undefined {
    return this.tribe.service(service).pid;
  }
}

/** Creates copies of the tables with the same indexes and constraints, without triggers. */
async function createBareTables(postgresUrl: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    const like = ['goals', 'goal_participants', 'outbox'].map(
      (name) => `CREATE TABLE bare.${name} (LIKE goals.${name} INCLUDING ALL);`,
    );
    await client.query(`CREATE SCHEMA bare; ${like.join(' ')}`);
  } finally {
    await client.end();
  }
}

async function createAccounts(tribe: ThrowawayTribe, load: Load): Promise<BenchUser[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-bench-'));
  try {
    const file = path.join(folder, 'people.json');
    const people = await seedPeople(tribe.postgresUrl, tribe.keysFile, peopleCount);
    writeFileSync(file, JSON.stringify(people), { mode: 0o600 });
    await load.useAccounts(file);

    return people;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
