import path from 'node:path';
import { migrate } from '../database/migrate';
import { serviceMigrations } from '../database/migration-list';
import { databaseUrl, ownerRole, prepareDatabase } from '../database/roles';
import { localEnvironment, urlOf } from '../environment/local-environment';
import { environmentFile } from '../environment/service-environment';
import { repositoryRoot } from '../topology/repository-root';
import { type ServiceEntry, startRank } from '../topology/service-topology';
import type { DevServers } from './dev-servers';
import type { NodeProcess } from './node-process';
import type { ServerPorts } from './ports';
import { writePrivateFile } from './private-file';
import type { RunState } from './run-state';
import { secretsOf, type Secrets } from './secrets';
import { ServiceProcess } from './service-process';
import { SingleProcess, singleProcessName } from './single-process';
import { Supervisor } from './supervisor';
import type { TribeFolder } from './tribe-folder';

const database = 'tribe';

export interface TribeRunInput {
  folder: TribeFolder;
  ports: ServerPorts;
  secrets: Secrets;
  run: RunState;
  servers: DevServers;
  /** Every service of the repository. */
  all: readonly ServiceEntry[];
  /** The services to start. */
  services: readonly ServiceEntry[];
  /** Path of the program that runs all services in one process; undefined for a process per service. */
  singleProcess?: string | undefined;
}

/** A service of the run. */
export interface RunService {
  readonly name: string;
  readonly url: string;
  /** Whether all services that it needs are started. */
  readonly canBeReady: boolean;
}

/** Starts and stops the system of one `npm start`. */
export class TribeRun {
  /** The services in start order. */
  readonly services: readonly RunService[];
  /** The processes that run the services, in start order. */
  readonly processes: readonly NodeProcess[];
  private readonly supervisor: Supervisor;
  private stopping = false;

  /** @param say prints a line about a process that crashed or was restarted */
  constructor(
    private readonly input: TribeRunInput,
    private readonly say: (line: string) => void,
  ) {
    this.supervisor = new Supervisor(say);
    const { all, singleProcess } = input;
    const startable = all.filter(({ canStart }) => canStart);
    const inOrder = [...input.services].sort((a, b) => startRank(a) - startRank(b));
    const isComplete = inOrder.length === startable.length;

    this.services = inOrder.map((service) => ({
      name: service.name,
      url: urlOf(service),
      canBeReady: startRank(service) < 2 || isComplete,
    }));

    const environments = new Map(inOrder.map((each) => [each.name, this.writeEnvironment(each)]));

    this.processes =
      singleProcess === undefined
        ? inOrder.map((each) => this.processOf(each, environments.get(each.name) ?? {}))
        : [this.singleProcessOf(singleProcess)];
  }

  /** Describes a service in the table of `npm start`. */
  stateOf({ name, canBeReady }: RunService): string {
    const isRunning = this.processes.some(
      ({ running, services }) => running && services.includes(name),
    );
    if (!isRunning) return 'stopped';

    return canBeReady ? 'ready' : 'up, without some of its services';
  }

  /** Creates missing databases, roles and schemas, and applies the migrations of every service. */
  async prepareSchemas(say: (line: string) => void): Promise<void> {
    const { all, secrets, servers } = this.input;
    const owners = all.filter(({ hasDatabase, canStart }) => hasDatabase && canStart);

    const roles = owners.map(({ name, schema }) => {
      const { database: password, databaseOwner: ownerPassword } = secretsOf(secrets, name);
      return { schema, password, ownerPassword };
    });

    await prepareDatabase(servers.postgresUrl, database, roles);

    for (const { name, schema, migrations } of owners) {
      const password = secretsOf(secrets, name).databaseOwner;

      const ownerUrl = databaseUrl(servers.postgresUrl, {
        database,
        user: ownerRole(schema),
        password,
      });

      const list = serviceMigrations(name, migrations);
      const applied = await migrate({ ownerUrl, schema, runtimeRole: schema, migrations: list });
      if (applied.length > 0) say(`${name}: ${applied.length} migrations`);
    }
  }

  /**
   * Ends the processes of the named services and starts them again, with what was compiled since.
   *
   * @returns the names of the processes
   */
  async restart(names: ReadonlySet<string>): Promise<string[]> {
    const chosen = this.processes.filter(({ services }) =>
      services.some((name) => names.has(name)),
    );
    await Promise.all(
      chosen.map(async (each) => {
        await this.supervisor.release(each.name);
        await each.stop();
        await this.start(each);
      }),
    );
    return chosen.map(({ name }) => name);
  }

  /** Starts one process and waits until its services are ready. */
  async start(each: NodeProcess): Promise<void> {
    if (this.stopping) throw new Error('stopped while starting');
    const starting = each.start();
    for (const service of each.services) this.input.run.add(service, each.pid);
    await starting;
  }

  /** Stops the gateway first, so that no new requests arrive, then the other services, then the servers. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.supervisor.stop();

    const edge = new Set(
      this.input.services.filter((service) => startRank(service) === 2).map(({ name }) => name),
    );

    await Promise.all(
      this.processes.filter(({ name }) => edge.has(name)).map((service) => service.stop()),
    );

    await Promise.all(this.processes.map((service) => service.stop()));
    await this.input.servers.stop();
    this.input.run.release();
  }

  /** @returns the environment of a service, which a private file also contains */
  private writeEnvironment(service: ServiceEntry): Record<string, string> {
    const { folder, ports, secrets, all } = this.input;
    const system = { ports, secrets, keysFile: folder.keysFile, all, hasPushes: true };
    const environment = localEnvironment(service, system, process.env);
    writePrivateFile(folder.envOf(service.name), environmentFile(environment));

    return environment;
  }

  private processOf(service: ServiceEntry, environment: Record<string, string>): NodeProcess {
    const { name } = service;

    const created: ServiceProcess = new ServiceProcess({
      name,
      folder: service.folder,
      url: urlOf(service),
      environment,
      logFile: this.input.folder.logOf(name),
      canBeReady: this.services.find((each) => each.name === name)?.canBeReady ?? true,
      onUnexpectedExit: (cause) => this.onCrash(created, cause),
    });

    return created;
  }

  private singleProcessOf(program: string): NodeProcess {
    const { folder } = this.input;

    const created: SingleProcess = new SingleProcess({
      program,
      environments: folder.environments,
      services: this.services,
      logFile: folder.logOf(singleProcessName),
      onUnexpectedExit: (cause) => this.onCrash(created, cause),
    });

    return created;
  }

  private onCrash(crashed: NodeProcess, cause: string): void {
    if (this.stopping) return;
    const { name, logTail } = crashed;
    const log = path.relative(repositoryRoot, this.input.folder.logOf(name));

    this.say(
      `\n${name} ${cause}. The last lines of its log, which a restart renames to ${log}.1:\n${logTail}\n`,
    );

    this.supervisor.crashed({ name, start: () => this.start(crashed) });
  }
}
