import { rmSync } from 'node:fs';
import path from 'node:path';
import { databaseUrl } from '../database/roles';
import { localEnvironment, type LocalSystem, urlOf } from '../environment/local-environment';
import { environmentFile } from '../environment/service-environment';
import { freePort } from '../servers/free-port';
import { PostgresServer } from '../servers/postgres-server';
import { findServerPrograms } from '../servers/server-source';
import { repositoryRoot } from '../topology/repository-root';
import { readTopology, type ServiceEntry, startRank } from '../topology/service-topology';
import { withMailbox } from './dev-mailbox';
import { programServers } from './dev-servers';
import type { NodeProcess } from './node-process';
import { freePorts } from './ports';
import { writePrivateFile } from './private-file';
import { RunState } from './run-state';
import { loadSecrets } from './secrets';
import { ServiceProcess, type ServiceProcessOptions } from './service-process';
import { SingleProcess, singleProcessName, type SingleProcessOptions } from './single-process';
import { createTribeFolder, type TribeFolder, tribeFolder } from './tribe-folder';
import { TribeRun } from './tribe-run';

interface Parts {
  readonly postgresUrl: string;
  readonly keysFile: string;
  readonly services: readonly ServiceProcess[];
  readonly processes: () => ReadonlyMap<string, number>;
  readonly togetherBy: (program: string) => NodeProcess;
  readonly takeDown: () => Promise<void>;
  readonly killAll: () => void;
}

/**
 * A system like that of `npm start`, with the same settings but free ports and its own data. For measurements, which
 * need durable servers and separate processes and must not touch the data of a developer.
 */
export class ThrowawayTribe {
  /** The services in start order; not started yet. */
  readonly services: readonly ServiceProcess[];
  /** File with the private signing keys of access tokens. */
  readonly keysFile: string;

  private constructor(private readonly parts: Parts) {
    this.services = parts.services;
    this.keysFile = parts.keysFile;
  }

  /**
   * Starts the servers and migrates the schemas.
   *
   * @param name name of the folder below `.tribe/`; processes and data left by a killed run are removed
   * @param extraEnvironment additional variables of every service, such as NODE_OPTIONS
   * @throws Error when this machine lacks one of the server programs
   */
  static async prepare(
    name: string,
    extraEnvironment: Record<string, string> = {},
  ): Promise<ThrowawayTribe> {
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

    const base = new TribeRun(
      { folder, ports, secrets, run, servers, all, services: [] },
      () => undefined,
    );

    const local = { ports, secrets, keysFile: folder.keysFile, all };

    const measuring = { folder, run, extraEnvironment };
    const services = inOrder(all).map((service) => measuredProcess(service, local, measuring));

    const tribe = new ThrowawayTribe({
      postgresUrl: databaseUrl(servers.postgresUrl, { database: 'tribe' }),
      keysFile: folder.keysFile,
      services,
      togetherBy: (program) => measuredTogether(program, services, measuring),
      takeDown: async () => {
        await base.stop();
        await erase(root, folder.postgres);
      },
      processes: () => run.running,
      killAll: () => run.killAll(),
    });

    await tribe.bringUpServers(async () => {
      await Promise.all(servers.servers.map(({ start }) => start()));
      await base.prepareSchemas(() => undefined);
    });

    return tribe;
  }

  private async bringUpServers(bringUp: () => Promise<void>): Promise<void> {
    try {
      await bringUp();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** URL of the superuser on the database of the services. */
  get postgresUrl(): string {
    return this.parts.postgresUrl;
  }

  /** The pids of the running servers and services by name. */
  get processes(): ReadonlyMap<string, number> {
    return this.parts.processes();
  }

  /**
   * Returns all services as one process on the same ports; not started. The services must be stopped first.
   *
   * @param program path of the program that runs the services, as for `SingleProcess`
   */
  together(program: string): NodeProcess {
    return this.parts.togetherBy(program);
  }

  /** @throws Error when there is no such service */
  urlOf(name: string): string {
    return this.service(name).url;
  }

  /** @throws Error when there is no such service */
  service(name: string): ServiceProcess {
    const found = this.services.find((service) => service.name === name);
    if (!found) throw new Error(`There is no service ${name}`);
    return found;
  }

  /** Stops everything and deletes the data. */
  async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    await this.parts.takeDown();
  }

  /** Sends SIGKILL to all processes; the next run deletes the data. */
  kill(): void {
    this.parts.killAll();
  }
}

/** Records its process in the run file, so that the next run can stop it after a kill. */
class MeasuredProcess extends ServiceProcess {
  constructor(
    options: ServiceProcessOptions,
    private readonly run: RunState,
  ) {
    super(options);
  }

  override async start(): Promise<void> {
    const starting = super.start();
    this.run.add(this.name, this.pid);
    await starting;
  }
}

/** The same for all services in one process. */
class MeasuredTogether extends SingleProcess {
  constructor(
    options: SingleProcessOptions,
    private readonly run: RunState,
  ) {
    super(options);
  }

  override async start(): Promise<void> {
    const starting = super.start();
    this.run.add(this.name, this.pid);
    await starting;
  }
}

interface Measuring {
  readonly folder: TribeFolder;
  readonly run: RunState;
  readonly extraEnvironment: Readonly<Record<string, string>>;
}

function measuredProcess(
  service: ServiceEntry,
  system: LocalSystem,
  { folder, run, extraEnvironment }: Measuring,
): MeasuredProcess {
  const { name } = service;
  const environment = { ...localEnvironment(service, system), ...extraEnvironment };
  writePrivateFile(folder.envOf(name), environmentFile(environment));

  const options = {
    name,
    folder: service.folder,
    url: urlOf(service),
    environment,
    logFile: folder.logOf(name),
  };

  return new MeasuredProcess(options, run);
}

function measuredTogether(
  program: string,
  services: readonly ServiceProcess[],
  { folder, run }: Measuring,
): MeasuredTogether {
  const options = {
    program,
    environments: folder.environments,
    services: services.map(({ name, url }) => ({ name, url, canBeReady: true })),
    logFile: folder.logOf(singleProcessName),
  };

  return new MeasuredTogether(options, run);
}

async function onFreePorts(services: ServiceEntry[]): Promise<ServiceEntry[]> {
  const moved: ServiceEntry[] = [];
  for (const service of services)
    moved.push({ ...service, port: await freePort(), metricsPort: await freePort() });
  return moved;
}

function inOrder(services: ServiceEntry[]): ServiceEntry[] {
  return services.filter(({ canStart }) => canStart).sort((a, b) => startRank(a) - startRank(b));
}

/** Wipes Postgres separately, because its folder may be a link. */
async function erase(root: string, postgres: string): Promise<void> {
  await new PostgresServer({ folder: postgres, password: '' }).wipe();
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
