import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { requirePrograms, type ServerPrograms } from './find-programs';
import { freePort } from './free-port';
import { ServerProcess } from './server-process';

export interface RedisOptions {
  folder: string;
  /** Default: a free port, kept across restarts. */
  port?: number;
  password: string;
  programs?: Pick<ServerPrograms, 'redis'>;
}

/** A private Redis on 127.0.0.1. Stores nothing on disk, because data in Redis may be lost at any time. */
export class RedisServer {
  private process: ServerProcess | undefined;
  private chosenPort: number | undefined;

  constructor(private readonly options: RedisOptions) {
    this.chosenPort = options.port;
  }

  /** @throws Error before the first start when no port was given */
  get port(): number {
    if (this.chosenPort === undefined) throw new Error('Redis has no port before its first start');
    return this.chosenPort;
  }

  get url(): string {
    return `redis://:${encodeURIComponent(this.options.password)}@127.0.0.1:${this.port}`;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  get running(): boolean {
    return this.process?.running ?? false;
  }

  /** @throws Error with the end of the log when Redis is not ready within 60 s */
  async start(): Promise<void> {
    const { folder, password } = this.options;
    this.chosenPort ??= await freePort();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const configFile = path.join(folder, 'redis.conf');

    const config = [
      `port ${this.chosenPort}`,
      'bind 127.0.0.1',
      `requirepass ${password}`,
      'save ""',
      'appendonly no',
      'maxmemory-policy noeviction',
    ];

    writeFileSync(configFile, `${config.join('\n')}\n`, { mode: 0o600 });

    this.process = new ServerProcess({
      name: 'Redis',
      program: this.options.programs?.redis ?? requirePrograms().redis,
      args: [configFile],
      cwd: folder,
      logFile: path.join(folder, 'redis.log'),
    });

    await this.process.start(() => this.answers(), 60_000);
  }

  async stop(): Promise<void> {
    await this.process?.end('SIGTERM', 5_000);
  }

  async kill(): Promise<void> {
    await this.process?.end('SIGKILL', 5_000);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async wipe(): Promise<void> {
    await this.kill();
    rmSync(this.options.folder, { recursive: true, force: true });
  }

  private answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');

      const finish = (ready: boolean) => {
        socket.destroy();
        resolve(ready);
      };

      socket.setTimeout(1_000, () => finish(false));
      socket.once('error', () => finish(false));
      // Another process that listens on the port may close the connection at once.
      socket.once('close', () => finish(false));
      socket.once('connect', () => socket.write(`AUTH ${this.options.password}\r\nPING\r\n`));
      socket.on('data', (data) => finish(data.toString().includes('+OK')));
    });
  }
}
