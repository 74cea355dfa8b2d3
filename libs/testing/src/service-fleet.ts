import path from 'node:path';
import {
  freePort,
  readTopology,
  ServiceProcess,
  type SingleProcess,
  startRank,
} from '@tribe/local-servers';
import {
  Lifecycle,
  type Neighbours,
  type RunningService,
  type ServiceDefinition,
  startService,
} from '@tribe/service-kit';
import { brokerUseOf } from './declared-use';
import type { DeclaredDurable } from './settle';
import { singleProcessOf } from './single-process-fleet';
import type { TestClock } from './test-clock';
import { testEnvironment } from './test-environment';
import type { TribeServers } from './tribe-servers';

export interface FleetOptions {
  readonly servers: TribeServers;
  readonly clock: TestClock;
  /** File with the private signing keys of identity. */
  readonly keysFile: string;
  /** URL of the public keys when identity is not started. */
  readonly jwksUrl: string;
  /** Added to the environment of every service. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of the services that run as separate processes. */
  readonly processes: readonly string[];
  /** Shared by the services of this process; undefined when each runs by itself. */
  readonly neighbours: Neighbours | undefined;
}

interface FleetService {
  readonly definition: ServiceDefinition;
  /** Stays the same across restarts, so that other services still find it. */
  readonly port: number;
  running: RunningService;
}

/** A service that runs as a separate process. */
interface FleetProcess {
  readonly definition: ServiceDefinition;
  readonly process: ServiceProcess;
  readonly durables: readonly DeclaredDurable[];
}

/** The process that runs all services, and their durables by name. */
interface FleetOfOneProcess {
  readonly process: SingleProcess;
  readonly urls: ReadonlyMap<string, string>;
  readonly durables: ReadonlyMap<string, readonly DeclaredDurable[]>;
}

/** The services of a system, in this process or, for tests that kill them, as separate processes. */
export class ServiceFleet {
  private readonly services = new Map<string, FleetService>();
  private readonly processes = new Map<string, FleetProcess>();
  private together: FleetOfOneProcess | undefined;
  private readonly replicas: RunningService[] = [];
  private readonly replicaProcesses: ServiceProcess[] = [];

  constructor(private readonly options: FleetOptions) {}

  /**
   * Starts the services in order of their ranks.
   *
   * @throws the error of the first service that cannot start, after the others of its rank have started
   */
  async start(definitions: readonly ServiceDefinition[]): Promise<void> {
    const ranks = new Map(readTopology().map((service) => [service.name, startRank(service)]));
    const rankOf = ({ name }: ServiceDefinition) => ranks.get(name) ?? 1;
    for (const rank of [0, 1, 2]) {
      const wave = definitions.filter((definition) => rankOf(definition) === rank);
      const outcomes = await Promise.allSettled(wave.map((definition) => this.add(definition)));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    }
  }

  /**
   * Starts all services in one separate process.
   *
   * @throws Error with the end of the log when the process is not ready in time
   */
  async startInOneProcess(definitions: readonly ServiceDefinition[]): Promise<void> {
    const ports = new Map<string, number>();
    for (const { name } of definitions) ports.set(name, await freePort());
    const urls = new Map([...ports].map(([name, port]) => [name, `http://127.0.0.1:${port}`]));

    const members = definitions.map((definition) => {
      const { name } = definition;
      const environment = this.environmentOf(definition, ports.get(name) ?? 0, urls);
      return { name, url: urls.get(name) ?? '', environment };
    });

    this.together = {
      process: singleProcessOf(members, this.options.servers.folder),
      urls,
      durables: new Map(
        definitions.map(({ name, module }) => [name, brokerUseOf(module).durables]),
      ),
    };

    await this.together.process.start();
  }

  /** The process of all services. @throws Error when each service runs by itself */
  get singleProcess(): SingleProcess {
    if (!this.together) throw new Error('Set singleProcess: true in startTribe()');
    return this.together.process;
  }

  has(name: string): boolean {
    return this.urls.has(name);
  }

  /** @throws Error when the service is not part of the system */
  get(name: string): RunningService {
    return this.find(name).running;
  }

  /** @throws Error when the service does not run as a process */
  process(name: string): ServiceProcess {
    return this.findProcess(name).process;
  }

  /** Running processes with their durables, for `settle`. */
  get runningProcesses(): readonly { name: string; durables: readonly DeclaredDurable[] }[] {
    const separate = [...this.processes].flatMap(([name, { process, durables }]) =>
      process.running ? [{ name, durables }] : [],
    );

    if (this.together?.process.running !== true) return separate;
    const { servers } = this.options;

    return [...this.together.durables]
      .map(([name, durables]) => ({ name, durables }))
      .filter(({ name }) => servers.databaseUrlOf(name) !== undefined);
  }

  /** URLs of all services by name. */
  get urls(): ReadonlyMap<string, string> {
    const inProcess = [...this.services].map(([name, { running }]): [string, string] => [
      name,
      running.url,
    ]);
    return new Map([
      ...(this.together?.urls ?? []),
      ...inProcess,
      ...[...this.processes].map(([name, { process }]): [string, string] => [name, process.url]),
    ]);
  }

  /** @throws Error when the service is not part of the system */
  urlOf(name: string): string {
    return this.urls.get(name) ?? this.find(name).running.url;
  }

  /** The services of this process, without additional replicas. */
  get all(): readonly RunningService[] {
    return [...this.services.values()].map(({ running }) => running);
  }

  /** All running services and replicas of this process. */
  get running(): readonly RunningService[] {
    return [...this.all, ...this.replicas].filter(({ app }) => !app.get(Lifecycle).isStopping);
  }

  async restart(name: string): Promise<void> {
    const service = this.find(name);
    await service.running.stop();
    service.running = await this.run(service.definition, service.port);
  }

  async startAgain(name: string): Promise<void> {
    const service = this.find(name);
    service.running = await this.run(service.definition, service.port);
  }

  async startReplica(definition: ServiceDefinition): Promise<RunningService> {
    const replica = await this.run(definition, 0);
    this.replicas.push(replica);
    return replica;
  }

  /** Starts another process of a service, on its own port. */
  async startReplicaProcess(definition: ServiceDefinition): Promise<ServiceProcess> {
    const replica = await this.createProcess(definition);
    this.replicaProcesses.push(replica);
    await replica.start();

    return replica;
  }

  /** Stops the services of this process and kills the other processes, whose data is about to be deleted. */
  async stop(): Promise<void> {
    const processes = [
      ...(this.together ? [this.together.process] : []),
      ...this.replicaProcesses,
      ...[...this.processes.values()].map(({ process }) => process),
    ];
    await Promise.all([
      ...[...this.replicas, ...this.all].map((service) => service.stop()),
      ...processes.map((process) => process.kill()),
    ]);
  }

  private async add(definition: ServiceDefinition): Promise<void> {
    if (this.options.processes.includes(definition.name)) return this.addProcess(definition);
    const port = await freePort();
    this.services.set(definition.name, {
      definition,
      port,
      running: await this.run(definition, port),
    });
  }

  private run(definition: ServiceDefinition, port: number): Promise<RunningService> {
    const { clock, neighbours } = this.options;
    return startService(definition, {
      env: this.environmentOf(definition, port),
      clock,
      ...(neighbours && { neighbours }),
    });
  }

  private async addProcess(definition: ServiceDefinition): Promise<void> {
    const process = await this.createProcess(definition);
    this.processes.set(definition.name, {
      definition,
      process,
      durables: brokerUseOf(definition.module).durables,
    });
    await process.start();
  }

  private async createProcess(definition: ServiceDefinition): Promise<ServiceProcess> {
    const { name } = definition;
    const service = readTopology().find((entry) => entry.name === name);
    if (!service) throw new Error(`There is no service ${name} in services/`);
    const port = await freePort();

    return new ServiceProcess({
      name,
      folder: service.folder,
      url: `http://127.0.0.1:${port}`,
      environment: this.environmentOf(definition, port),
      logFile: path.join(this.options.servers.folder, `${name}-${port}.log`),
    });
  }

  private environmentOf(
    { name }: ServiceDefinition,
    port: number,
    urls = this.urls,
  ): Record<string, string> {
    const { servers, keysFile, env: overrides } = this.options;
    return testEnvironment(name, {
      servers,
      keysFile,
      jwksUrl: this.jwksUrlFor(name, port),
      urls,
      port,
      overrides,
    });
  }

  /** Identity verifies with its own published keys, on the port that it will listen on. */
  private jwksUrlFor(name: string, port: number): string {
    const identityPort =
      this.services.get('identity')?.port ?? (name === 'identity' ? port : undefined);
    return identityPort === undefined
      ? this.options.jwksUrl
      : `http://127.0.0.1:${identityPort}/.well-known/jwks.json`;
  }

  private find(name: string): FleetService {
    const service = this.services.get(name);
    if (service) return service;
    if (this.has(name))
      throw new Error(`${name} runs as a separate process: use tribe.process('${name}')`);

    throw new Error(
      `${name} is not part of this system; it has ${[...this.urls.keys()].join(', ')}`,
    );
  }

  private findProcess(name: string): FleetProcess {
    const found = this.processes.get(name);
    if (!found)
      throw new Error(`${name} does not run as a process: name it in startTribe({ processes })`);
    return found;
  }
}
