import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { lastLines, ServerProcess } from '../servers/server-process';
import type { ServiceEntry } from '../topology/service-topology';
import { urlOf } from './service-environment';

const readyDeadlineMs = 60_000;
/** A service drains for at most 10 s by itself; what runs longer is stuck. */
const stopDeadlineMs = 15_000;

/**
 * V8 sizes its heap by the machine: on a large one it lets a service fill 96 MB of young generation and grow its old one
 * fourfold before it looks for garbage. A service needs some 50 MB; with these bounds it holds 100 MB less after a burst
 * of requests and takes no more processor time.
 */
const nodeOptions = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', '--max-old-space-size=512'];

/** One service, run as `node dist/main.js` with its own environment and log file. */
export class ServiceProcess {
  private readonly process: ServerProcess;
  /** `/readyz`, or `/healthz` for one that cannot be ready because services it needs were left out. */
  private readonly readyPath: string;

  constructor(
    readonly service: ServiceEntry,
    environment: Record<string, string>,
    private readonly logFile: string,
    onUnexpectedExit: (service: ServiceProcess) => void,
    partial = false,
  ) {
    this.readyPath = partial ? '/healthz' : '/readyz';
    this.process = new ServerProcess({
      name: service.name,
      program: process.execPath,
      args: [...nodeOptions, path.join(service.folder, 'dist/main.js')],
      cwd: service.folder,
      logFile,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      onUnexpectedExit: () => onUnexpectedExit(this),
    });
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get state(): string {
    if (!this.process.running) return 'stopped';
    return this.readyPath === '/readyz' ? 'ready' : 'up, without some of its services';
  }

  get logTail(): string {
    return lastLines(this.logFile, 15);
  }

  /** @throws Error with the end of the log when the service ends or is not ready within a minute */
  async start(): Promise<void> {
    if (existsSync(this.logFile)) renameSync(this.logFile, `${this.logFile}.1`);
    await this.process.start(() => this.isReady(), readyDeadlineMs, 50);
  }

  async isReady(): Promise<boolean> {
    const response = await fetch(`${urlOf(this.service)}${this.readyPath}`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  }

  async stop(): Promise<void> {
    await this.process.end('SIGTERM', stopDeadlineMs);
  }
}
