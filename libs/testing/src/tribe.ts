import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DescMessage } from '@bufbuild/protobuf';
import type { NewEvent } from '@tribe/events';
import { Lifecycle, newId, type RunningService, type ServiceDefinition, startService } from '@tribe/service-kit';
import { freePort, type TestSchema } from '@tribe/tools';
import { Client } from 'pg';
import { Agent } from 'undici';
import { ApiClient } from './api-client';
import { EventPublisher, type UserCardInit } from './event-publisher';
import { JwksServer } from './jwks-server';
import { Person, type PersonInit, type Surroundings } from './person';
import { RouteFinder } from './route-finder';
import { type PersonSeed, seedOf } from './seed-people';
import { NatsFaults, PostgresFaults, RedisFaults } from './server-faults';
import { environmentOf } from './service-environment';
import { settle, type SettleOptions } from './settle';
import { SocketClient } from './socket-client';
import { TestClock } from './test-clock';
import { TestTokens } from './test-tokens';
import { TribeServers } from './tribe-servers';

export interface TribeOptions {
  readonly services: readonly ServiceDefinition[];
  /** Added to the environment of every service; wins over what the system sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** A Postgres cluster of its own, so that it can be restarted: about two seconds more. */
  readonly ownPostgres?: boolean;
  /**
   * For tests of libs: the schemas of services that exist only in the test, and the libs whose tables they hold; none
   * at all is no database. Default: every real service's schema.
   */
  readonly schemas?: readonly TestSchema[];
}

interface StartedService {
  readonly definition: ServiceDefinition;
  readonly port: number;
  running: RunningService;
}

/**
 * Brings a system up: the given services in this process, on a database, a NATS and a Redis of its own.
 *
 * @throws Error when Postgres for tests is not there; `npm test -- <path>` provides it
 * @example
 * const tribe = await startTribe({ services: [identity, goals, gateway] });
 * const brian = await tribe.person('brian');
 * await brian.post('/api/v1/goals', body);
 * await tribe.settled();
 * await tribe.stop();
 */
export async function startTribe(options: TribeOptions): Promise<Tribe> {
  const names = options.services.map(({ name }) => name);
  const servers = await TribeServers.start({ services: names, ownPostgres: options.ownPostgres ?? false, schemas: options.schemas });
  const tribe = new Tribe(options, servers);
  try {
    await tribe.start();
    return tribe;
  } catch (error) {
    await tribe.stop();
    throw error;
  }
}

/** A running system under test. Made by {@link startTribe}. */
export class Tribe {
  /** Mints access tokens every service of this system trusts, and flawed ones none should. */
  readonly tokens = new TestTokens();
  /** What every service of this system takes for the time. */
  readonly clock = new TestClock();
  readonly nats: NatsFaults;
  readonly redis: RedisFaults;
  /** Needs `ownPostgres: true`. */
  readonly postgres: PostgresFaults;

  private readonly agent = new Agent({ keepAliveTimeout: 1_000 });
  private readonly started = new Map<string, StartedService>();
  private readonly replicas: RunningService[] = [];
  private readonly sockets: SocketClient[] = [];
  private readonly people = new Map<string, Promise<Person>>();
  private readonly databaseClients = new Map<string, Promise<Client>>();
  private readonly publisher: EventPublisher;
  private jwks: JwksServer | undefined;
  private routes: RouteFinder | undefined;

  /** Use {@link startTribe}. */
  constructor(
    private readonly options: TribeOptions,
    private readonly servers: TribeServers,
  ) {
    this.nats = new NatsFaults(servers.nats);
    this.redis = new RedisFaults(servers.redis);
    this.postgres = new PostgresFaults(servers.ownPostgres);
    this.publisher = new EventPublisher(servers.nats);
  }

  /** Called by {@link startTribe}. */
  async start(): Promise<void> {
    await writeFile(this.keysFile, JSON.stringify(this.tokens.privateKeySet), { mode: 0o600 });
    const { services } = this.options;
    const identity = services.find(({ name }) => name === 'identity');
    const gateway = services.find(({ name }) => name === 'gateway');
    const others = services.filter((service) => service !== identity && service !== gateway);
    await this.publisher.createStreamsExcept(new Set(services.map(({ name }) => name)));
    // Identity first, because everybody fetches its keys; the gateway last, because it needs everybody's URL.
    if (identity) await this.startOne(identity);
    else this.jwks = await JwksServer.start(this.tokens.publicKeySet);
    await Promise.all(others.map((service) => this.startOne(service)));
    if (gateway) await this.startOne(gateway);
    if (!gateway) this.routes = await RouteFinder.of([...this.started.values()].map(({ running }) => running.url));
  }

  /** A running service: its `url`, `metricsUrl` and Nest `app`. */
  service(name: string): RunningService {
    return this.startedService(name).running;
  }

  /** HTTP without a token, or with any token; to the gateway when it runs, to one service when named. */
  client({ token, service }: { token?: string; service?: string } = {}): ApiClient {
    const baseUrlOf = service ? () => this.service(service).url : (path: string) => this.baseUrlOf(path);
    return new ApiClient(baseUrlOf, this.agent, token);
  }

  /**
   * Somebody who is signed in: brian, alvin, clarie, or any other name. The same name is the same person.
   *
   * With identity they register. Without it their token is minted here and their card is announced as identity
   * would; await `settled()` before relying on it.
   */
  person(name: string): Promise<Person> {
    const known = this.people.get(name) ?? this.introduce(seedOf(name));
    this.people.set(name, known);
    return known;
  }

  /** Publishes what identity publishes when somebody registers. For systems without identity. */
  announceUser(card: UserCardInit): Promise<void> {
    this.refuseIfRunning('identity');
    return this.publisher.announceUser(card);
  }

  /** Publishes an event of a service that is not part of this system, as its relay would. */
  publishAs<Desc extends DescMessage>(owner: string, event: NewEvent<Desc>): Promise<void> {
    this.refuseIfRunning(owner);
    return this.publisher.publish(owner, event);
  }

  /** Opens a socket with this token to the gateway or, without one, to realtime; closed with the system. */
  async socket(token: string): Promise<SocketClient> {
    const entry = this.started.has('gateway') ? 'gateway' : 'realtime';
    const socket = await SocketClient.connect(this.service(entry).url, { token });
    this.sockets.push(socket);
    return socket;
  }

  /** A connection to a service's schema with the rights of the service, for looking at rows. */
  db(service: string): Promise<Client> {
    const client = this.databaseClients.get(service) ?? this.connectTo(service);
    this.databaseClients.set(service, client);
    return client;
  }

  /**
   * Resolves when nothing is in flight: every outbox is published, every durable has handled everything, no job is
   * running or due. Jobs of the future, waits between tries and services that were stopped do not count.
   *
   * @throws Error that names what is still pending after `timeoutMs` (default 10000)
   */
  settled(options: SettleOptions = {}): Promise<void> {
    const services = [...[...this.started.values()].map(({ running }) => running), ...this.replicas];
    const running = services.filter(({ app }) => !app.get(Lifecycle).isStopping);
    return settle({ services: running, streams: () => this.publisher.manager() }, options);
  }

  /** Stops a service gracefully and starts it again on the same port. */
  async restart(name: string): Promise<void> {
    await this.stopService(name);
    await this.startService(name);
  }

  /** Stops one service gracefully; {@link startService} brings it back on the same port. */
  async stopService(name: string): Promise<void> {
    await this.service(name).stop();
  }

  async startService(name: string): Promise<void> {
    const service = this.startedService(name);
    service.running = await this.run(service.definition, service.port);
  }

  /** Starts one more process' worth of a service, on a port of its own. */
  async startReplica(definition: ServiceDefinition): Promise<RunningService> {
    const replica = await this.run(definition, 0);
    this.replicas.push(replica);
    return replica;
  }

  /** Stops everything and deletes its data. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    const gatewayFirst = [...this.started.values()].reverse().map(({ running }) => running);
    await Promise.all([...this.replicas, ...gatewayFirst].map((service) => service.stop()));
    const clients = await Promise.all(this.databaseClients.values());
    await Promise.all([...clients.map((client) => client.end()), this.agent.destroy(), this.publisher.stop(), this.jwks?.stop()]);
    await this.redis.disconnect();
    await this.servers.stop();
  }

  private get keysFile(): string {
    return path.join(this.servers.folder, 'jwt-keys.json');
  }

  private async startOne(definition: ServiceDefinition): Promise<void> {
    const port = await freePort();
    this.started.set(definition.name, { definition, port, running: await this.run(definition, port) });
  }

  private run(definition: ServiceDefinition, port: number): Promise<RunningService> {
    const { name } = definition;
    const env = environmentOf(name, {
      servers: this.servers,
      jwksUrl: this.jwks?.url ?? this.identityJwksUrl(name, port),
      keysFile: this.keysFile,
      urls: new Map([...this.started].map(([started, { running }]) => [started, running.url])),
      port,
      overrides: this.options.env ?? {},
    });
    return startService(definition, { env, clock: this.clock });
  }

  private identityJwksUrl(starting: string, port: number): string {
    const identityPort = starting === 'identity' && !this.started.has('identity') ? port : this.startedService('identity').port;
    return `http://127.0.0.1:${identityPort}/.well-known/jwks.json`;
  }

  private startedService(name: string): StartedService {
    const service = this.started.get(name);
    if (!service) throw new Error(`${name} is not part of this system; it has ${[...this.started.keys()].join(', ')}`);
    return service;
  }

  private baseUrlOf(requestPath: string): string {
    const gateway = this.started.get('gateway');
    if (gateway) return gateway.running.url;
    const [only] = this.started.values();
    if (only && this.started.size === 1) return only.running.url;
    const owner = this.routes?.find(requestPath);
    if (!owner) throw new Error(`No service of this system serves ${requestPath}`);
    return owner;
  }

  private async introduce(seed: PersonSeed): Promise<Person> {
    const init = this.started.has('identity') ? await this.register(seed) : await this.invent(seed);
    const surroundings: Surroundings = {
      baseUrlOf: (requestPath) => this.baseUrlOf(requestPath),
      agent: this.agent,
      openSocket: (token) => this.socket(token),
    };
    return new Person(init, surroundings);
  }

  private async register(seed: PersonSeed): Promise<PersonInit> {
    const { username, full_name, email, password } = seed;
    const { status, body } = await this.client().post('/api/v1/auth/register', { ...seed, confirm_password: password });
    if (status !== 201) throw new Error(`${username} could not register: ${status} ${JSON.stringify(body)}`);
    const { user, access_token: accessToken, refresh_token: refreshToken } = body;
    return { id: user.id, username, fullName: full_name, email, password, accessToken, refreshToken };
  }

  private async invent({ username, full_name: fullName, email, password }: PersonSeed): Promise<PersonInit> {
    const id = newId();
    await this.announceUser({ id, username, fullName });
    return { id, username, fullName, email, password, accessToken: this.tokens.sign({ user_id: id, username, sid: randomUUID() }) };
  }

  private refuseIfRunning(owner: string): void {
    if (this.started.has(owner)) throw new Error(`${owner} is part of this system: let it publish its own events`);
  }

  private async connectTo(service: string): Promise<Client> {
    const url = this.servers.databaseUrlOf(service);
    if (!url) throw new Error(`${service} has no schema in this system`);
    const client = new Client({ connectionString: url });
    // A cluster that restarts under the test cuts this connection; the next call of db() opens another.
    client.on('error', () => this.databaseClients.delete(service));
    await client.connect();
    return client;
  }
}
