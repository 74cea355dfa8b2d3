import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { lastLines, ServerProcess } from '../servers/server-process';

export interface ServiceProcessOptions {
  readonly name: string;
  /** `services/<name>`; must be built. */
  readonly folder: string;
  /** URL of its HTTP server, without a trailing slash. */
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /**
   * False for a service that cannot become ready because services that it needs are not started; it then only has to be
   * alive.
   */
  readonly canBeReady?: boolean;
  /** Called with the cause when the process exits unexpectedly after it was ready. */
  readonly onUnexpectedExit?: (service: ServiceProcess, cause: string) => void;
}

const readyDeadlineMs = 60_000;
const readyPollMs = 50;
/** A service drains for at most 10 s; a process that runs longer is stuck. */
const stopDeadlineMs = 15_000;

/**
 * V8 sizes its heap by the machine: on a large one, the young generation may grow to 96 MB and the old one fourfold
 * before a garbage collection. A service needs about 50 MB; with these limits, it uses 100 MB less after a burst of
 * requests, at the same CPU time.
 */
const nodeOptions = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=4',
  '--max-old-space-size=512',
];

/** A service that runs as `node dist/main.js` with its own environment and log file. */
export class ServiceProcess {
  private readonly process: ServerProcess;

  constructor(private readonly options: ServiceProcessOptions) {
    const { name, folder, environment, logFile, onUnexpectedExit } = options;
    this.process = new ServerProcess({
      name,
      program: process.execPath,
      args: [...nodeOptions, path.join(folder, 'dist/main.js')],
      cwd: folder,
      logFile,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      ...(onUnexpectedExit && { onUnexpectedExit: (cause) => onUnexpectedExit(this, cause) }),
    });
  }

  get name(): string {
    return this.options.name;
  }

  get url(): string {
    return this.options.url;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get running(): boolean {
    return this.process.running;
  }

  get state(): string {
    if (!this.running) return 'stopped';
    return this.options.canBeReady === false ? 'up, without some of its services' : 'ready';
  }

  get logTail(): string {
    return lastLines(this.options.logFile, 15);
  }

  /** @throws Error with the end of the log when the service ends or is not ready within a minute */
  async start(): Promise<void> {
    const { logFile } = this.options;
    if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
    await this.process.start(() => this.isReady(), readyDeadlineMs, readyPollMs);
  }

  /** Sends SIGTERM; resolves when the process has ended. */
  async stop(): Promise<void> {
    await this.process.end('SIGTERM', stopDeadlineMs);
  }

  /** Sends SIGKILL; resolves when the process has ended. */
  async kill(): Promise<void> {
    await this.process.end('SIGKILL', stopDeadlineMs);
  }

  private async isReady(): Promise<boolean> {
    const path = this.options.canBeReady === false ? '/healthz' : '/readyz';
    const response = await fetch(`${this.url}${path}`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();

    return response.ok;
  }
}
