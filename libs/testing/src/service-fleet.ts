import { Lifecycle, type RunningService, type ServiceDefinition, startService } from '@tribe/service-kit';
import { freePort } from '@tribe/tools';
import { environmentOf } from './service-environment';
import type { TestClock } from './test-clock';
import type { TribeServers } from './tribe-servers';

export interface FleetOptions {
  readonly servers: TribeServers;
  readonly clock: TestClock;
  /** File with the private keys identity signs with. */
  readonly keysFile: string;
  /** Where keys are published when identity is not started. */
  readonly jwksUrl: string;
  /** Added to the environment of every service. */
  readonly env: Readonly<Record<string, string>>;
}

interface FleetService {
  readonly definition: ServiceDefinition;
  /** Kept over restarts, so that others still find the service. */
  readonly port: number;
  running: RunningService;
}

/** The services of one system, all in this process. */
export class ServiceFleet {
  private readonly services = new Map<string, FleetService>();
  private readonly replicas: RunningService[] = [];

  constructor(private readonly options: FleetOptions) {}

  /**
   * Starts identity first, because everybody fetches its keys, and the gateway last, because it needs every URL.
   *
   * @throws what the first service that cannot start throws, once the others have come up
   */
  async start(definitions: readonly ServiceDefinition[]): Promise<void> {
    const rankOf = ({ name }: ServiceDefinition) => (name === 'identity' ? 0 : name === 'gateway' ? 2 : 1);
    for (const rank of [0, 1, 2]) {
      const wave = definitions.filter((definition) => rankOf(definition) === rank);
      const outcomes = await Promise.allSettled(wave.map((definition) => this.add(definition)));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    }
  }

  has(name: string): boolean {
    return this.services.has(name);
  }

  /** @throws Error when the service is not part of the system. */
  get(name: string): RunningService {
    return this.find(name).running;
  }

  /** The services as they were started, without further replicas. */
  get all(): readonly RunningService[] {
    return [...this.services.values()].map(({ running }) => running);
  }

  /** Everything that runs right now. */
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

  async stop(): Promise<void> {
    await Promise.all([...this.replicas, ...this.all].map((service) => service.stop()));
  }

  private async add(definition: ServiceDefinition): Promise<void> {
    const port = await freePort();
    this.services.set(definition.name, { definition, port, running: await this.run(definition, port) });
  }

  private run(definition: ServiceDefinition, port: number): Promise<RunningService> {
    const { servers, keysFile, env: overrides, clock } = this.options;
    const urls = new Map([...this.services].map(([name, { running }]) => [name, running.url]));
    const jwksUrl = this.jwksUrlFor(definition.name, port);
    return startService(definition, {
      env: environmentOf(definition.name, { servers, keysFile, jwksUrl, urls, port, overrides }),
      clock,
    });
  }

  /** Identity verifies with the keys it publishes itself, on the port it is about to listen on. */
  private jwksUrlFor(name: string, port: number): string {
    const identityPort = this.services.get('identity')?.port ?? (name === 'identity' ? port : undefined);
    return identityPort === undefined ? this.options.jwksUrl : `http://127.0.0.1:${identityPort}/.well-known/jwks.json`;
  }

  private find(name: string): FleetService {
    const service = this.services.get(name);
    if (!service) throw new Error(`${name} is not part of this system; it has ${[...this.services.keys()].join(', ')}`);
    return service;
  }
}
