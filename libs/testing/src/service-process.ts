import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readTopology, ServerProcess } from '@tribe/tools';

export interface ServiceProcessOptions {
  readonly name: string;
  /** Kept over restarts, so that others still find the service. */
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** Where it logs to. */
  readonly folder: string;
}

const readyDeadlineMs = 30_000;
/** A service drains for at most the SHUTDOWN_TIMEOUT_MS of its environment. */
const stopDeadlineMs = 15_000;

/**
 * One service as `node services/<name>/dist/main.js`, for what only a process of its own can suffer: SIGKILL.
 *
 * @example
 * const tribe = await startTribe({ services: [identity, goals, gateway], processes: ['goals'] });
 * await tribe.process('goals').kill();
 * await tribe.process('goals').start();
 */
export class ServiceProcess {
  readonly name: string;
  /** Where it serves HTTP, without a trailing slash. */
  readonly url: string;
  private readonly process: ServerProcess;

  /** @throws Error when the service was not built since its sources, or those of a lib, were changed */
  constructor({ name, port, env, folder }: ServiceProcessOptions) {
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
    const service = readTopology().find((one) => one.name === name);
    if (!service) throw new Error(`There is no service ${name} in services/`);
    assertBuilt(service.folder);
    this.process = new ServerProcess({
      name,
      program: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', path.join(service.folder, 'dist/main.js')],
      cwd: service.folder,
      logFile: path.join(folder, `${name}-${port}.log`),
      env: { ...env },
    });
  }

  get running(): boolean {
    return this.process.running;
  }

  /** Resolves when the service says that it is ready. */
  async start(): Promise<void> {
    await this.process.start(() => this.isReady(), readyDeadlineMs, 50);
  }

  /** SIGTERM; resolves when the process has ended. */
  async stop(): Promise<void> {
    await this.process.end('SIGTERM', stopDeadlineMs);
  }

  /** SIGKILL: it ends in the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.process.end('SIGKILL', stopDeadlineMs);
  }

  private async isReady(): Promise<boolean> {
    const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  }
}

/** What a process runs is what was compiled, so a test could pass on code that nobody has any more. */
function assertBuilt(serviceFolder: string): void {
  const libs = path.resolve(serviceFolder, '../../libs');
  const ofServices = readdirSync(libs).filter((lib) => lib !== 'testing');
  const stale = [serviceFolder, ...ofServices.map((lib) => path.join(libs, lib))].flatMap(changedSinceBuild);
  if (stale.length === 0) return;
  const others = stale.length > 1 ? ` and ${stale.length - 1} more` : '';
  throw new Error(`Run \`npm run build\` first: ${stale[0]}${others} changed since the last build`);
}

/** Times say nothing after a checkout or out of a build cache, so texts are compared: source maps hold the compiled one. */
function changedSinceBuild(folder: string): string[] {
  const sources = path.join(folder, 'src');
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|test-support|d)\.ts$/.test(file))
    .filter((file) => differs(path.join(sources, file), path.join(folder, 'dist', file.replace(/\.ts$/, '.js'))))
    .map((file) => path.join(sources, file));
}

function differs(source: string, compiled: string): boolean {
  if (!existsSync(`${compiled}.map`)) return true;
  const { sourcesContent } = JSON.parse(readFileSync(`${compiled}.map`, 'utf8')) as { sourcesContent?: string[] };
  // A file of nothing but types compiles to nothing and has no map of anything.
  return sourcesContent?.[0] !== undefined && sourcesContent[0] !== readFileSync(source, 'utf8');
}
