import path from 'node:path';
import { migrate } from '../database/migrate';
import { serviceMigrations } from '../database/migration-list';
import { databaseUrl, ownerRole, prepareDatabase } from '../database/roles';
import { localEnvironment, urlOf } from '../environment/local-environment';
import { environmentFile } from '../environment/service-environment';
import { repositoryRoot } from '../topology/repository-root';
import { type ServiceEntry, startRank } from '../topology/service-topology';
import type { DevServers } from './dev-servers';
import type { ServerPorts } from './ports';
import { writePrivateFile } from './private-file';
import type { RunState } from './run-state';
import { secretsOf, type Secrets } from './secrets';
import { ServiceProcess } from './service-process';
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
}

/** Starts and stops the system of one `npm start`. */
export class TribeRun {
  private readonly processes: ServiceProcess[];
  private readonly supervisor: Supervisor;
  private stopping = false;

  /** @param say prints a line about a service that crashed or was restarted */
  constructor(
    private readonly input: TribeRunInput,
    private readonly say: (line: string) => void,
  ) {
    this.supervisor = new Supervisor(say);
    const { folder, ports, secrets, all, services } = input;
    const startable = all.filter(({ canStart }) => canStart);

    this.processes = [...services]
      .sort((a, b) => startRank(a) - startRank(b))
      .map((service) => {
        const { name } = service;

        const environment = localEnvironment(
          service,
          { ports, secrets, keysFile: folder.keysFile, all },
          process.env,
        );

        writePrivateFile(folder.envOf(name), environmentFile(environment));

        return new ServiceProcess({
          name,
          folder: service.folder,
          url: urlOf(service),
          environment,
          logFile: folder.logOf(name),
          canBeReady: startRank(service) < 2 || services.length === startable.length,
          onUnexpectedExit: (crashed, cause) => this.onCrash(crashed, cause),
        });
      });
  }

  get services(): readonly ServiceProcess[] {
    return this.processes;
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
   * Ends the named services and starts them again, with what was compiled since.
   *
   * @returns the names of those that belong to this run
   */
  async restart(names: ReadonlySet<string>): Promise<string[]> {
    const chosen = this.processes.filter(({ name }) => names.has(name));
    await Promise.all(
      chosen.map(async (service) => {
        await this.supervisor.release(service.name);
        await service.stop();
        await this.startService(service);
      }),
    );
    return chosen.map(({ name }) => name);
  }

  /** Starts one service and waits until it is ready. */
  async startService(service: ServiceProcess): Promise<void> {
    if (this.stopping) throw new Error('stopped while starting');
    const starting = service.start();
    this.input.run.add(service.name, service.pid);
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

  private onCrash(service: ServiceProcess, cause: string): void {
    if (this.stopping) return;
    const { name, logTail } = service;
    const log = path.relative(repositoryRoot, this.input.folder.logOf(name));

    this.say(
      `\n${name} ${cause}. The last lines of its log, which a restart renames to ${log}.1:\n${logTail}\n`,
    );

    this.supervisor.crashed({ name, start: () => this.startService(service) });
  }
}
