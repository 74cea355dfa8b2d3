import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from '@nats-io/transport-node';
import { type BrokerUse, readBrokerUse } from './broker-use';
import { requirePrograms, type ServerPrograms } from './find-programs';
import { freePort } from './free-port';
import { keepStreams } from './keep-streams';
import { natsConfig, type NatsUser } from './nats-config';
import { ServerProcess } from './server-process';

export interface NatsOptions {
  folder: string;
  /** Default: a free port, kept across restarts. */
  port?: number;
  admin: NatsUser;
  services: NatsUser[];
  /** How the services use the broker; default: as docs/wiring.json says. */
  uses?: ReadonlyMap<string, BrokerUse>;
  answerSeconds?: number;
  programs?: Pick<ServerPrograms, 'nats'>;
}

/** A private NATS server on 127.0.0.1 with an account per service and the streams of all owners, in a file store. */
export class NatsServer {
  private process: ServerProcess | undefined;
  private chosenPort: number | undefined;

  constructor(private readonly options: NatsOptions) {
    this.chosenPort = options.port;
  }

  /** @throws Error before the first start when no port was given */
  get port(): number {
    if (this.chosenPort === undefined) throw new Error('NATS has no port before its first start');
    return this.chosenPort;
  }

  /** URL of the admin user. */
  get url(): string {
    return this.urlWith(this.options.admin);
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  get running(): boolean {
    return this.process?.running ?? false;
  }

  /**
   * @returns the URL with the credentials of a service
   * @throws Error when the server has no such user
   */
  urlOf(service: string): string {
    const user = this.options.services.find(({ name }) => name === service);
    if (!user) throw new Error(`NATS has no user ${service}`);
    return this.urlWith(user);
  }

  /**
   * Starts the server and creates the streams that are missing.
   *
   * @throws Error with the end of the log when JetStream does not answer within 60 s
   */
  async start(): Promise<void> {
    const { folder, admin, services, answerSeconds } = this.options;
    this.chosenPort ??= await freePort();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const configFile = path.join(folder, 'nats.conf');

    const config = natsConfig({
      port: this.chosenPort,
      storeFolder: this.storeFolder,
      admin,
      services,
      uses: this.options.uses ?? readBrokerUse(),
      answerSeconds,
    });

    writeFileSync(configFile, config, { mode: 0o600 });

    this.process = new ServerProcess({
      name: 'NATS',
      program: this.options.programs?.nats ?? requirePrograms().nats,
      args: ['-c', configFile],
      cwd: folder,
      logFile: path.join(folder, 'nats.log'),
    });

    await this.process.start(() => this.answers(), 60_000);
    await this.keepStreams();
  }

  /** Creates the streams that are missing, as `npm run nats -- streams` does. */
  async keepStreams(): Promise<void> {
    await keepStreams(this.url);
  }

  async stop(): Promise<void> {
    await this.process?.end('SIGTERM', 10_000);
  }

  async kill(): Promise<void> {
    await this.process?.end('SIGKILL', 10_000);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Stops the server and deletes every stream and consumer; start() starts a server with empty streams on the same port. */
  async wipe(): Promise<void> {
    await this.kill();
    rmSync(this.storeFolder, { recursive: true, force: true });
  }

  private get storeFolder(): string {
    return path.join(this.options.folder, 'jetstream');
  }

  private urlWith({ name, password }: NatsUser): string {
    return `nats://${encodeURIComponent(name)}:${encodeURIComponent(password)}@127.0.0.1:${this.port}`;
  }

  private async answers(): Promise<boolean> {
    const connection = await connect({
      servers: `127.0.0.1:${this.port}`,
      user: this.options.admin.name,
      pass: this.options.admin.password,
      reconnect: false,
      timeout: 1_000,
    });
    try {
      const reply = await connection.request('$JS.API.INFO', undefined, { timeout: 1_000 });
      return !reply.string().includes('"error"');
    } finally {
      await connection.close();
    }
  }
}
