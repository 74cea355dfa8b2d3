import { rmSync } from 'node:fs';
import path from 'node:path';
import { databaseUrl } from '../database/roles';
import { freePort } from '../servers/free-port';
import { PostgresServer } from '../servers/postgres-server';
import { repositoryRoot } from '../topology/repository-root';
import { readTopology, type ServiceEntry } from '../topology/service-topology';
import { withMailbox } from './dev-mailbox';
import { programServers } from './dev-servers';
import { freePorts } from './ports';
import { RunState } from './run-state';
import { loadSecrets } from './secrets';
import { findServerPrograms } from './server-source';
import { serviceEnvironment, urlOf } from './service-environment';
import { ServiceProcess } from './service-process';
import { createTribeFolder, tribeFolder } from './tribe-folder';
import { TribeRun } from './tribe-run';

/** Who has to be there before whom: readiness of the gateway waits for all the others. */
const startOrder = ['identity', 'social-graph', 'goals', 'notifications', 'realtime', 'gateway'];

interface Parts {
  readonly postgresUrl: string;
  readonly keysFile: string;
  readonly services: readonly ServiceProcess[];
  readonly takeDown: () => Promise<void>;
  readonly killAll: () => void;
}

/**
 * What `npm start` brings up, with the same settings, on free ports and with data of its own: for measurements, which
 * want durable servers and separate processes, and must not touch anybody's data.
 */
export class ThrowawayTribe {
  /** In the order they are to be started; none is yet. */
  readonly services: readonly ServiceProcess[];
  /** The private keys that sign access tokens. */
  readonly keysFile: string;

  private constructor(private readonly parts: Parts) {
    this.services = parts.services;
    this.keysFile = parts.keysFile;
  }

  /**
   * Starts the servers and migrates the schemas.
   *
   * @param name of the folder below `.tribe/`; what an earlier, killed run left in it is stopped and deleted
   * @param extraEnvironment for every service: NODE_OPTIONS and its like
   * @throws Error when this machine lacks one of the server programs
   */
  static async prepare(name: string, extraEnvironment: Record<string, string> = {}): Promise<ThrowawayTribe> {
    const root = path.join(repositoryRoot, '.tribe', name);
    const folder = tribeFolder(root);
    await RunState.stopLeftovers(folder.runFile);
    await erase(root, folder.postgres);
    const programs = await findServerPrograms((line) => console.log(line));
    createTribeFolder(folder);
    const run = await RunState.claim(folder.runFile);
    const all = await onFreePorts(readTopology());
    const ports = await freePorts();
    const secrets = loadSecrets(folder, all);
    const servers = withMailbox(programServers(programs, { folder, ports, secrets, run }), ports);
    const base = new TribeRun({ folder, ports, secrets, run, servers, all, services: [] }, () => undefined);
    const services = inOrder(all).map((service) => {
      const environment = serviceEnvironment(service, { ports, secrets, keysFile: folder.keysFile, all });
      return new MeasuredProcess(service, { ...environment, ...extraEnvironment }, folder.logOf(service.name), run);
    });
    const tribe = new ThrowawayTribe({
      postgresUrl: databaseUrl(servers.postgresUrl, { database: 'tribe' }),
      keysFile: folder.keysFile,
      services,
      takeDown: async () => {
        await base.stop();
        await erase(root, folder.postgres);
      },
      killAll: () => run.killAll(),
    });
    try {
      await Promise.all(servers.servers.map(({ start }) => start()));
      await base.prepareSchemas(() => undefined);
    } catch (error) {
      await tribe.stop();
      throw error;
    }
    return tribe;
  }

  /** The superuser, on the database of the services. */
  get postgresUrl(): string {
    return this.parts.postgresUrl;
  }

  /** @throws Error when there is no such service */
  urlOf(name: string): string {
    return urlOf(this.service(name).service);
  }

  /** @throws Error when there is no such service */
  service(name: string): ServiceProcess {
    const found = this.services.find(({ service }) => service.name === name);
    if (!found) throw new Error(`There is no service ${name}`);
    return found;
  }

  /** Stops everything and deletes the data. */
  async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    await this.parts.takeDown();
  }

  /** SIGKILL for everything; the next run deletes the data. */
  kill(): void {
    this.parts.killAll();
  }
}

/** Also known to the run file, so that the next run finds what a killed one left. */
class MeasuredProcess extends ServiceProcess {
  constructor(
    service: ServiceEntry,
    environment: Record<string, string>,
    logFile: string,
    private readonly run: RunState,
  ) {
    super(service, environment, logFile, () => undefined);
  }

  override async start(): Promise<void> {
    const starting = super.start();
    this.run.add(this.service.name, this.pid);
    await starting;
  }
}

async function onFreePorts(services: ServiceEntry[]): Promise<ServiceEntry[]> {
  const moved: ServiceEntry[] = [];
  for (const service of services) moved.push({ ...service, port: await freePort(), metricsPort: await freePort() });
  return moved;
}

function inOrder(services: ServiceEntry[]): ServiceEntry[] {
  const rank = ({ name }: ServiceEntry) =>
    startOrder.includes(name) ? startOrder.indexOf(name) : startOrder.length - 1.5;
  return services.filter(({ canStart }) => canStart).sort((a, b) => rank(a) - rank(b));
}

/** Postgres may keep its data elsewhere, behind a link. */
async function erase(root: string, postgres: string): Promise<void> {
  await new PostgresServer({ folder: postgres, password: '' }).wipe();
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
