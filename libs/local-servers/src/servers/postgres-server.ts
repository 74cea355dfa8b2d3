import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { requirePrograms, type ServerPrograms } from './find-programs';
import { freePort } from './free-port';
import { giveFolder, postgresAccount, type Account } from './postgres-account';
import { ServerProcess } from './server-process';

export interface PostgresOptions {
  /** Folder of all files of this server: `data/`, `postgres.log`. */
  folder: string;
  /** Default: a free port, kept across restarts. */
  port?: number;
  /** Password of the superuser `postgres`. */
  password: string;
  /** For tests: disables fsync. A crash of the machine may destroy the data, but a kill of the server does not. */
  throwaway?: boolean;
  /** For tests: accepts connections without a password, whose check costs both sides 9 ms. */
  trusting?: boolean;
  programs?: ServerPrograms;
}

const keptSettings = ['max_connections=200'];

/**
 * With these settings, a kill of the server loses no data, which tests rely on; with `synchronous_commit=off`, it
 * would.
 */
const throwawaySettings = [
  // Several tests run at once, each with all services.
  'max_connections=500',
  'fsync=off',
  'full_page_writes=off',
  'checkpoint_timeout=1h',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'jit=off',
];

const startDeadlineMs = 60_000;
const stopDeadlineMs = 10_000;

/** A private Postgres that listens on 127.0.0.1 only. */
export class PostgresServer {
  private readonly account: Account = postgresAccount();
  private readonly programs: ServerPrograms;
  private process: ServerProcess | undefined;
  private chosenPort: number | undefined;

  constructor(private readonly options: PostgresOptions) {
    this.programs = options.programs ?? requirePrograms();
    this.chosenPort = options.port;
  }

  /** @throws Error before the first start when no port was given */
  get port(): number {
    if (this.chosenPort === undefined)
      throw new Error('Postgres has no port before its first start');
    return this.chosenPort;
  }

  /** URL of the superuser on the maintenance database. */
  get url(): string {
    return `postgresql://postgres:${encodeURIComponent(this.options.password)}@127.0.0.1:${this.port}/postgres`;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  get running(): boolean {
    return this.process?.running ?? false;
  }

  /**
   * Creates the cluster when it does not exist, starts it and waits until it answers.
   *
   * @throws Error with the end of the server's log when it is not ready within 60 s
   */
  async start(): Promise<void> {
    const home = giveFolder(this.options.folder, this.account);
    const data = path.join(home, 'data');
    if (!existsSync(path.join(data, 'PG_VERSION'))) await this.createCluster(home, data);
    this.chosenPort ??= await freePort();

    this.process = new ServerProcess({
      name: 'Postgres',
      program: this.programs.postgres,
      args: ['-D', data, ...this.settings().flatMap((setting) => ['-c', setting])],
      cwd: home,
      logFile: path.join(home, 'postgres.log'),
      ...this.account,
    });

    await this.startThroughRecovery(this.process);
  }

  /** Fast shutdown: rolls back open transactions and flushes the data. */
  async stop(): Promise<void> {
    await this.process?.end('SIGINT', stopDeadlineMs);
  }

  /** Sends SIGKILL. Committed data is kept. */
  async kill(): Promise<void> {
    await this.process?.end('SIGKILL', stopDeadlineMs);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Stops the server and deletes its data. */
  async wipe(): Promise<void> {
    await this.kill();
    const home = giveFolder(this.options.folder, this.account);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    rmSync(this.options.folder, { recursive: true, force: true });
  }

  private async createCluster(home: string, data: string): Promise<void> {
    const passwordFile = path.join(home, 'initdb-password');
    writeFileSync(passwordFile, this.options.password);
    const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : [];
    const authentication = this.options.trusting ? 'trust' : 'scram-sha-256';

    const args = [
      '-D',
      data,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '-A',
      authentication,
      `--pwfile=${passwordFile}`,
    ];

    try {
      rmSync(data, { recursive: true, force: true });
      await promisify(execFile)(
        this.programs.initdb,
        [...args, '--no-instructions', '--no-sync', ...locale],
        {
          cwd: home,
          ...this.account,
        },
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  /** Retries while children of a killed server still hold its shared memory. */
  private async startThroughRecovery(server: ServerProcess): Promise<void> {
    const deadline = Date.now() + startDeadlineMs;
    for (;;) {
      try {
        return await server.start(() => this.answers(), startDeadlineMs);
      } catch (error) {
        const held = String(error).includes('shared memory block');
        if (!held || Date.now() > deadline) throw error;
      }
    }
  }

  private settings(): string[] {
    const always = [
      `port=${this.port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'shared_buffers=128MB',
      'timezone=UTC',
      'log_timezone=UTC',
    ];
    return [...always, ...(this.options.throwaway ? throwawaySettings : keptSettings)];
  }

  private async answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
