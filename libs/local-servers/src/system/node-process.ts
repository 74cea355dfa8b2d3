import { existsSync, renameSync } from 'node:fs';
import { lastLines, ServerProcess } from '../servers/server-process';

/** A Node program that runs one or several services. */
export interface NodeProgram {
  /** Name for messages. */
  readonly name: string;
  /** Names of the services that it runs. */
  readonly services: readonly string[];
  /** Path of the script, and its arguments. */
  readonly command: readonly string[];
  readonly folder: string;
  /** URLs that all return a 2xx status when the program is ready. */
  readonly probes: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Limit of the old generation of V8's heap, in MB. */
  readonly maxHeapMegabytes: number;
  /** Time after which a program that does not stop is killed. */
  readonly stopDeadlineMs: number;
  /** Called with the cause when the process exits unexpectedly after it was ready. */
  readonly onUnexpectedExit?: ((cause: string) => void) | undefined;
}

const readyDeadlineMs = 60_000;
const readyPollMs = 50;
const probeDeadlineMs = 2_000;

/**
 * V8 sizes its heap by the machine: on a large one, the young generation may grow to 96 MB and the old one fourfold
 * before a garbage collection. A service needs about 50 MB; with a limit, it uses 100 MB less after a burst of requests,
 * at the same CPU time.
 */
const nodeOptions = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];

/** A program of the system as a process with its own environment and log file. */
export class NodeProcess {
  private readonly process: ServerProcess;

  constructor(private readonly program: NodeProgram) {
    const { name, command, folder, environment, logFile, maxHeapMegabytes, onUnexpectedExit } =
      program;
    this.process = new ServerProcess({
      name,
      program: process.execPath,
      args: [...nodeOptions, `--max-old-space-size=${maxHeapMegabytes}`, ...command],
      cwd: folder,
      logFile,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      ...(onUnexpectedExit && { onUnexpectedExit }),
    });
  }

  get name(): string {
    return this.program.name;
  }

  /** Names of the services that it runs. */
  get services(): readonly string[] {
    return this.program.services;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get running(): boolean {
    return this.process.running;
  }

  get logTail(): string {
    return lastLines(this.program.logFile, 15);
  }

  /** @throws Error with the end of the log when the process ends or is not ready within a minute */
  async start(): Promise<void> {
    const { logFile } = this.program;
    if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
    await this.process.start(() => this.isReady(), readyDeadlineMs, readyPollMs);
  }

  /** Sends SIGTERM; resolves when the process has ended. */
  async stop(): Promise<void> {
    await this.process.end('SIGTERM', this.program.stopDeadlineMs);
  }

  /** Sends SIGKILL; resolves when the process has ended. */
  async kill(): Promise<void> {
    await this.process.end('SIGKILL', this.program.stopDeadlineMs);
  }

  private async isReady(): Promise<boolean> {
    const answers = await Promise.all(this.program.probes.map(isOk));
    return answers.every(Boolean);
  }
}

async function isOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(probeDeadlineMs) });
  await response.body?.cancel();

  return response.ok;
}
