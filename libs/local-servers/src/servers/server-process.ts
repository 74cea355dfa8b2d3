import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServerCommand {
  /** Name for messages: `Postgres`. */
  name: string;
  program: string;
  args: string[];
  cwd: string;
  /** File to which standard output and error are appended. */
  logFile: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Called with the cause, such as `was killed by SIGKILL`, when the program exits unexpectedly after it was ready. */
  onUnexpectedExit?: (cause: string) => void;
}

/**
 * A server program in its own process group, so that Ctrl-C in a terminal does not reach it and servers can be stopped
 * in order.
 */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private exit: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  private ready = false;

  constructor(private readonly command: ServerCommand) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get running(): boolean {
    return this.child !== undefined;
  }

  /**
   * Starts the program and waits until `isReady` resolves to true.
   *
   * @param deadlineMs time after which the process is killed
   * @throws Error with the last lines of the log when the program exits or is not ready in time
   */
  async start(isReady: () => Promise<boolean>, deadlineMs: number, pollMs = 10): Promise<void> {
    if (this.child) throw new Error(`${this.command.name} is already running`);
    this.launch();
    const deadline = Date.now() + deadlineMs;

    while (Date.now() < deadline) {
      if (!this.child) throw this.startFailure('stopped right after its start');
      const ready = await Promise.race([isReady().catch(() => false), this.exit.then(() => false)]);

      if (ready && this.child) {
        this.ready = true;
        return;
      }

      await sleep(pollMs);
    }

    await this.end('SIGKILL', deadlineMs);
    throw this.startFailure(`was not ready within ${deadlineMs} ms`);
  }

  /** Sends a signal and waits for the exit; sends SIGKILL after `deadlineMs`. Does nothing when not running. */
  async end(signal: NodeJS.Signals, deadlineMs: number): Promise<void> {
    const child = this.child;
    this.ready = false;
    if (!child) return;
    child.kill(signal);
    const killTimer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    await this.exit;
    clearTimeout(killTimer);
  }

  private launch(): void {
    const { program, args, cwd, env, uid, gid, logFile } = this.command;
    mkdirSync(path.dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a');

    const child = spawn(program, args, {
      cwd,
      env,
      uid,
      gid,
      detached: true,
      stdio: ['ignore', log, log],
    });

    closeSync(log);
    this.failure = undefined;
    this.child = child;

    this.exit = new Promise((resolve) => {
      const ended = (cause: string, error?: Error) => {
        this.failure = error;
        this.child = undefined;
        resolve();
        const unexpected = this.ready;
        this.ready = false;
        if (unexpected) this.command.onUnexpectedExit?.(cause);
      };
      child.once('exit', (code, signal) =>
        ended(signal ? `was killed by ${signal}` : `exited with code ${code}`),
      );
      child.once('error', (error) => ended(error.message, error));
    });
  }

  private startFailure(what: string): Error {
    const { name, logFile } = this.command;
    const reason = this.failure?.message ?? lastLines(logFile, 20);
    return new Error(`${name} ${what}:\n${reason}`);
  }
}

/** @returns the last lines of a text file, or an empty string when it does not exist */
export function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}
