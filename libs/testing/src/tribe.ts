import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DescMessage } from '@bufbuild/protobuf';
import type { NewEvent } from '@tribe/events';
import type { Mailbox, ServiceProcess, TestSchema } from '@tribe/local-servers';
import type { RunningService, ServiceDefinition } from '@tribe/service-kit';
import type { Client } from 'pg';
import { Agent } from 'undici';
import { Admins } from './admins';
import { ApiClient } from './api-client';
import { EventPublisher, type UserCardInit } from './event-publisher';
import { announceFriendship, requestAndAccept } from './friendships';
import { JwksServer } from './jwks-server';
import { noticingDelay } from './noticing-delay';
import { People } from './people';
import type { Person } from './person';
import { RouteFinder } from './route-finder';
import { SchemaConnections } from './schema-connections';
import { NatsFaults, PostgresFaults, RedisFaults } from './server-faults';
import { ServiceFleet } from './service-fleet';
import { settle, type SettleOptions } from './settle';
import { SocketClient } from './socket-client';
import { TestClock } from './test-clock';
import { TestTokens } from './test-tokens';
import { TribeServers } from './tribe-servers';

export interface TribeOptions {
  readonly services: readonly ServiceDefinition[];
  /** Names of those that run as processes of their own, so that they can be killed. They have to be built before. */
  readonly processes?: readonly string[];
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
  const { ownPostgres = false, schemas } = options;
  const servers = await noticingDelay(
    'Postgres, NATS and Redis',
    TribeServers.start({ services: names, ownPostgres, schemas }),
  );
  const tribe = new Tribe(options, servers);
  try {
    await noticingDelay(names.join(', '), tribe.start());
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
  /** Every mail the system sent, to whomever. */
  readonly mailbox: Mailbox;
  /** Needs `ownPostgres: true`. */
  readonly postgres: PostgresFaults;

  private readonly agent = new Agent({ keepAliveTimeout: 1_000 });
  private readonly publisher: EventPublisher;
  private readonly people: People;
  private readonly admins: Admins;
  private readonly sockets: SocketClient[] = [];
  private readonly schemas: SchemaConnections;
  private fleet: ServiceFleet | undefined;
  private jwks: JwksServer | undefined;
  private routes: RouteFinder | undefined;

  /** Use {@link startTribe}. */
  constructor(
    private readonly options: TribeOptions,
    private readonly servers: TribeServers,
  ) {
    this.nats = new NatsFaults(servers.nats);
    this.redis = new RedisFaults(servers.redis);
    this.mailbox = servers.mailbox;
    this.postgres = new PostgresFaults(servers.ownPostgres);
    this.schemas = new SchemaConnections(servers);
    this.publisher = new EventPublisher(servers.nats);
    this.people = new People({
      surroundings: {
        baseUrlOf: (requestPath) => this.baseUrlOf(requestPath),
        agent: this.agent,
        openSocket: (token) => this.socket(token),
      },
      hasIdentity: options.services.some(({ name }) => name === 'identity'),
      tokens: this.tokens,
      publisher: this.publisher,
    });
    this.admins = new Admins({
      mailbox: servers.mailbox,
      person: (name) => this.person(name),
      settled: () => this.settled(),
    });
  }

  /** Called by {@link startTribe}. */
  async start(): Promise<void> {
    const { services, env = {}, processes = [] } = this.options;
    const keysFile = path.join(this.servers.folder, 'jwt-keys.json');
    await writeFile(keysFile, JSON.stringify(this.tokens.privateKeySet), { mode: 0o600 });
    this.jwks = await JwksServer.start(this.tokens.publicKeySet);
    await this.publisher.createStreamsExcept(new Set(services.map(({ name }) => name)));
    this.fleet = new ServiceFleet({
      servers: this.servers,
      clock: this.clock,
      keysFile,
      jwksUrl: this.jwks.url,
      env,
      processes,
    });
    await this.fleet.start(services);
    if (!this.fleet.has('gateway'))
      this.routes = await RouteFinder.of([...this.fleet.urls.values()]);
  }

  /** A running service: its `url`, `metricsUrl` and Nest `app`. */
  service(name: string): RunningService {
    return this.started.get(name);
  }

  /** A service that runs as a process of its own: `kill()`, `stop()`, `start()`. */
  process(name: string): ServiceProcess {
    return this.started.process(name);
  }

  /** HTTP without a token, or with any token; to the gateway when it runs, to one service when named. */
  client({ token, service }: { token?: string; service?: string } = {}): ApiClient {
    const baseUrlOf = service
      ? () => this.started.urlOf(service)
      : (requestPath: string) => this.baseUrlOf(requestPath);
    return new ApiClient(baseUrlOf, this.agent, token);
  }

  /**
   * Somebody who is signed in: brian, alvin, clarie, or any other name. The same name is the same person.
   *
   * With identity they register. Without it their token is minted here and their card is announced as identity
   * would; await `settled()` before relying on it.
   */
  person(name: string): Promise<Person> {
    return this.people.get(name);
  }

  /**
   * Makes two people friends; await `settled()` before relying on it in other services.
   *
   * @returns the id of the friendship
   */
  befriend(requester: Person, addressee: Person): Promise<string> {
    return this.started.has('social-graph')
      ? requestAndAccept(requester, addressee)
      : announceFriendship(this.publisher, requester, addressee);
  }

  /**
   * An admin who has just logged in. The first one verifies their address by mail, so identity and notifications have
   * to run; the same name is the same person.
   */
  admin(name?: string): Promise<Person> {
    return this.admins.get(name);
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
    return this.schemas.get(service);
  }

  /**
   * Resolves when nothing is in flight: every outbox is published, every durable has handled everything, no job is
   * running or due. Jobs of the future, waits between tries and services that were stopped do not count.
   *
   * @throws Error that names what is still pending after `timeoutMs` (default 10000)
   */
  settled(options: SettleOptions = {}): Promise<void> {
    const processes = this.started.runningProcesses.map((one) => ({
      ...one,
      query: async <T extends object>(text: string) =>
        (await (await this.db(one.name)).query<T>(text)).rows,
    }));
    return settle(
      { services: this.started.running, processes, streams: () => this.publisher.manager() },
      options,
    );
  }

  /** Stops a service gracefully and starts it again on the same port. */
  restart(name: string): Promise<void> {
    return this.started.restart(name);
  }

  /** Stops one service gracefully; {@link startService} brings it back on the same port. */
  stopService(name: string): Promise<void> {
    return this.service(name).stop();
  }

  startService(name: string): Promise<void> {
    return this.started.startAgain(name);
  }

  /** Starts one more process' worth of a service, on a port of its own. */
  startReplica(definition: ServiceDefinition): Promise<RunningService> {
    return this.started.startReplica(definition);
  }

  /** The same as a real process, which can be killed. */
  startReplicaProcess(definition: ServiceDefinition): Promise<ServiceProcess> {
    return this.started.startReplicaProcess(definition);
  }

  /** Stops everything and deletes its data. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await this.fleet?.stop();
    await Promise.all([
      this.schemas.stop(),
      this.agent.destroy(),
      this.publisher.stop(),
      this.jwks?.stop(),
    ]);
    this.redis.disconnect();
    await this.servers.stop();
  }

  private get started(): ServiceFleet {
    if (!this.fleet) throw new Error('The system was not started');
    return this.fleet;
  }

  private baseUrlOf(requestPath: string): string {
    const [only, another] = this.started.urls.values();
    if (this.started.has('gateway')) return this.service('gateway').url;
    if (only && !another) return only;
    const owner = this.routes?.find(requestPath);
    if (!owner) throw new Error(`No service of this system serves ${requestPath}`);
    return owner;
  }

  private refuseIfRunning(owner: string): void {
    if (this.started.has(owner))
      throw new Error(`${owner} is part of this system: let it publish its own events`);
  }
}
