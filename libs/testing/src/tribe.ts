import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DescMessage, DescMethodUnary } from '@bufbuild/protobuf';
import type { NewEvent } from '@tribe/events';
import type { Mailbox, ServiceProcess, SingleProcess } from '@tribe/local-servers';
import type { Rpc } from '@tribe/rpc';
import type { RunningService, ServiceDefinition } from '@tribe/service-kit';
import type { Client } from 'pg';
import { Agent } from 'undici';
import { Admins } from './admins';
import { ApiClient } from './api-client';
import { EventPublisher, type UserCardInit } from './event-publisher';
import { announceFriendship, requestAndAccept } from './friendships';
import { JwksServer } from './jwks-server';
import { People } from './people';
import type { Person } from './person';
import { RouteFinder } from './route-finder';
import { RpcPartners } from './rpc-partners';
import type { CallAnswer } from './rpc-stand-in';
import { SchemaConnections } from './schema-connections';
import { NatsFaults, PostgresFaults, RedisFaults } from './server-faults';
import { ServiceFleet } from './service-fleet';
import { settle, type SettleOptions } from './settle';
import { SocketClient } from './socket-client';
import { TestClock } from './test-clock';
import { TestTokens } from './test-tokens';
import type { TribeOptions } from './tribe-options';
import { TribeServers } from './tribe-servers';
import { warnIfSlow } from './warn-if-slow';

/**
 * Starts a system: the given services in this process, with their own database, NATS and Redis.
 *
 * @throws Error when the test Postgres is not available; `npm test -- <path>` provides it
 * @example
 * const tribe = await startTribe({ services: [identity, goals, gateway] });
 * const brian = await tribe.person('brian');
 * await brian.post('/api/v1/goals', body);
 * await tribe.settled();
 * await tribe.stop();
 */
export async function startTribe(options: TribeOptions): Promise<Tribe> {
  const servers = await warnIfSlow('Postgres, NATS and Redis', TribeServers.start(options));
  const tribe = new Tribe(options, servers);

  try {
    await warnIfSlow('the services', tribe.start());
    return tribe;
  } catch (error) {
    await tribe.stop();
    throw error;
  }
}

/** A running system under test. Created by {@link startTribe}. */
export class Tribe {
  /** Signs access tokens that every service of this system trusts, and flawed ones that none may accept. */
  readonly tokens = new TestTokens();
  /** The clock of every service of this system. */
  readonly clock = new TestClock();
  readonly nats: NatsFaults;
  readonly redis: RedisFaults;
  /** All mails that the system sent. */
  readonly mailbox: Mailbox;
  /** Requires `ownPostgres: true`. */
  readonly postgres: PostgresFaults;

  private readonly agent = new Agent({ keepAliveTimeout: 1_000 });
  private readonly publisher: EventPublisher;
  private readonly people: People;
  private readonly admins: Admins;
  private readonly sockets: SocketClient[] = [];
  private readonly schemas: SchemaConnections;
  private readonly partners = new RpcPartners(() => this.started);
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
    const { services, env = {}, processes = [], neighbours } = this.options;
    const keysFile = path.join(this.servers.folder, 'jwt-keys.json');
    await writeFile(keysFile, JSON.stringify(this.tokens.privateKeySet), { mode: 0o600 });
    this.jwks = await JwksServer.start(this.tokens.publicKeySet);

    this.fleet = new ServiceFleet({
      servers: this.servers,
      clock: this.clock,
      keysFile,
      jwksUrl: this.jwks.url,
      env,
      processes,
      neighbours,
    });

    if (this.options.singleProcess === true) await this.fleet.startInOneProcess(services);
    else await this.fleet.start(services);

    if (!this.fleet.has('gateway'))
      this.routes = await RouteFinder.of([...this.fleet.urls.values()]);
  }

  /** Returns a running service with its `url`, `metricsUrl` and Nest `app`. */
  service(name: string): RunningService {
    return this.started.get(name);
  }

  /** Returns a service that runs as a separate process, with `kill()`, `stop()` and `start()`. */
  process(name: string): ServiceProcess {
    return this.started.process(name);
  }

  /** Returns the process of all services, with `kill()`, `stop()` and `start()`. */
  get singleProcess(): SingleProcess {
    return this.started.singleProcess;
  }

  /**
   * Returns an HTTP client without a token or with the given one, for the gateway if it runs or for the named service.
   */
  client({ token, service }: { token?: string; service?: string } = {}): ApiClient {
    const baseUrlOf = service
      ? () => this.started.urlOf(service)
      : (requestPath: string) => this.baseUrlOf(requestPath);
    return new ApiClient(baseUrlOf, this.agent, token);
  }

  /**
   * Returns a signed-in person: brian, alvin, clarie, or any other name. The same name returns the same person.
   *
   * With identity, the person registers. Without identity, the token is minted here and the card is announced with an
   * event; await `settled()` before relying on it.
   */
  person(name: string): Promise<Person> {
    return this.people.get(name);
  }

  /**
   * Makes two people friends. Await `settled()` before relying on it in other services.
   *
   * @returns the id of the friendship
   */
  befriend(requester: Person, addressee: Person): Promise<string> {
    return this.started.has('social-graph')
      ? requestAndAccept(requester, addressee)
      : announceFriendship(this.publisher, requester, addressee);
  }

  /**
   * Returns an admin with a new session, or a moderator. The first admin verifies their address by mail and adds a passkey,
   * so identity and notifications must run. The same name returns the same person.
   */
  admin(name?: string, role: 'admin' | 'moderator' = 'admin'): Promise<Person> {
    return this.admins.get(name, role);
  }

  /** Publishes the registration of a user. For systems without identity. */
  announceUser(card: UserCardInit): Promise<void> {
    this.refuseIfRunning('identity');
    return this.publisher.announceUser(card);
  }

  /** Publishes an event of a service that is not part of this system. */
  publishAs<Desc extends DescMessage>(owner: string, event: NewEvent<Desc>): Promise<void> {
    this.refuseIfRunning(owner);
    return this.publisher.publish(owner, event);
  }

  /** Answers the calls of a method of a service that is not part of this system. */
  answerCalls<M extends DescMethodUnary>(method: M, answer: CallAnswer<M>): Promise<void> {
    return this.partners.answer(method, answer);
  }

  /** Opens a socket with this token to the gateway or, without a gateway, to realtime. Closed when the system stops. */
  async socket(token: string): Promise<SocketClient> {
    const entry = this.started.has('gateway') ? 'gateway' : 'realtime';
    const socket = await SocketClient.connect(this.started.urlOf(entry), { token });
    this.sockets.push(socket);

    return socket;
  }

  /** Returns a connection to a service's schema with the rights of the service, to inspect rows. */
  db(service: string): Promise<Client> {
    return this.schemas.get(service);
  }

  /**
   * Resolves when no work is in flight: all outboxes are published, all durables have handled their events, and no job
   * is running or due. Future jobs, waits between tries and stopped services do not count.
   *
   * @throws Error that lists the pending work after `timeoutMs` (default {@link patienceMs})
   */
  settled(options: SettleOptions = {}): Promise<void> {
    const processes = this.started.runningProcesses.map((process) => ({
      ...process,
      query: async <T extends object>(text: string) =>
        (await (await this.db(process.name)).query<T>(text)).rows,
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

  /** Stops a service gracefully; {@link startService} starts it again on the same port. */
  stopService(name: string): Promise<void> {
    return this.service(name).stop();
  }

  startService(name: string): Promise<void> {
    return this.started.startAgain(name);
  }

  /** Starts another replica of a service in this process, on its own port. */
  startReplica(definition: ServiceDefinition): Promise<RunningService> {
    return this.started.startReplica(definition);
  }

  /** Starts another replica of a service as a separate process, which tests can kill. */
  startReplicaProcess(definition: ServiceDefinition): Promise<ServiceProcess> {
    return this.started.startReplicaProcess(definition);
  }

  /** Returns the RPC client of a service with its permissions; the service need not be part of the system. */
  rpcAs(caller: string): Promise<Rpc> {
    return this.partners.caller(caller);
  }

  /** Stops the system and deletes its data. */
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
    if (this.started.has('gateway')) return this.started.urlOf('gateway');
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
