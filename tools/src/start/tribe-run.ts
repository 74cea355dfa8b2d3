import { migrate } from '../database/migrate';
import { serviceMigrations } from '../database/migration-list';
import { databaseUrl, ownerRole, prepareDatabase } from '../database/roles';
import type { ServiceEntry } from '../topology/service-topology';
import type { DevServers } from './dev-servers';
import { writePrivateFile } from './private-file';
import type { ServerPorts } from './ports';
import type { RunState } from './run-state';
import { secretsOf, type Secrets } from './secrets';
import { environmentFile, serviceEnvironment } from './service-environment';
import { ServiceProcess } from './service-process';
import type { TribeFolder } from './tribe-folder';

const database = 'tribe';

export interface TribeRunInput {
  folder: TribeFolder;
  ports: ServerPorts;
  secrets: Secrets;
  run: RunState;
  servers: DevServers;
  /** Every service of the repository. */
  all: ServiceEntry[];
  /** The ones to start. */
  services: ServiceEntry[];
}

/** Everything one `npm start` brings up, and takes down again. */
export class TribeRun {
  private readonly processes: ServiceProcess[];
  private stopping = false;

  /** @param onCrash called when a service that was ready ends by itself */
  constructor(
    private readonly input: TribeRunInput,
    onCrash: (service: ServiceProcess) => void,
  ) {
    const { folder, ports, secrets, all, services } = input;
    const startable = all.filter(({ canStart }) => canStart);
    const report = (crashed: ServiceProcess) => {
      if (!this.stopping) onCrash(crashed);
    };
    this.processes = services.map((service) => {
      const environment = serviceEnvironment(service, { ports, secrets, keysFile: folder.keysFile, all }, process.env);
      const partial = service.name === 'gateway' && services.length < startable.length;
      writePrivateFile(folder.envOf(service.name), environmentFile(environment));
      return new ServiceProcess(service, environment, folder.logOf(service.name), report, partial);
    });
  }

  get services(): readonly ServiceProcess[] {
    return this.processes;
  }

  /** Creates what is missing of the database, roles and schemas, and applies the migrations of every service. */
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
      const ownerUrl = databaseUrl(servers.postgresUrl, { database, user: ownerRole(schema), password });
      const list = serviceMigrations(name, migrations);
      const applied = await migrate({ ownerUrl, schema, runtimeRole: schema, migrations: list });
      if (applied.length > 0) say(`${name}: ${applied.length} migrations`);
    }
  }

  /** Starts one service and waits until it is ready. */
  async startService(service: ServiceProcess): Promise<void> {
    if (this.stopping) throw new Error('stopped while starting');
    const starting = service.start();
    this.input.run.add(service.service.name, service.pid);
    await starting;
  }

  /** Services first, the gateway before the rest so that nothing new comes in; then the servers under them. */
  async stop(): Promise<void> {
    this.stopping = true;
    const edge = this.processes.filter(({ service }) => service.name === 'gateway');
    await Promise.all(edge.map((service) => service.stop()));
    await Promise.all(this.processes.map((service) => service.stop()));
    await this.input.servers.stop();
    this.input.run.release();
  }
}
