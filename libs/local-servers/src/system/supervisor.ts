import { setTimeout as sleep } from 'node:timers/promises';
import { planRestart } from './restart.rules';

/** A process that can be started again. */
export interface Restartable {
  readonly name: string;
  /** Rejects when the process ends or is not ready in time. */
  start(): Promise<void>;
}

interface Restart {
  readonly cancelled: AbortController;
  readonly done: Promise<void>;
}

/** Restarts processes that exit, with a back-off, until they crash too often. */
export class Supervisor {
  private readonly crashes = new Map<string, number[]>();
  private readonly restarts = new Map<string, Restart>();
  private stopped = false;

  /** @param say prints what happens to a process */
  constructor(private readonly say: (line: string) => void) {}

  /** Call when a process exits. */
  crashed(process: Restartable): void {
    if (this.stopped) return;
    const cancelled = new AbortController();
    const done = this.restart(process, cancelled.signal);
    this.restarts.set(process.name, { cancelled, done });
  }

  /** Cancels the restart of a process and forgets its crashes. */
  async release(name: string): Promise<void> {
    const restart = this.restarts.get(name);
    restart?.cancelled.abort();
    await restart?.done;
    this.restarts.delete(name);
    this.crashes.delete(name);
  }

  /** Prevents further restarts. Resolves when no restart is running. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.restarts.keys()].map((name) => this.release(name)));
  }

  private async restart(process: Restartable, cancelled: AbortSignal): Promise<void> {
    const { name } = process;
    while (!cancelled.aborted) {
      const crashes = [...(this.crashes.get(name) ?? []), Date.now()];
      this.crashes.set(name, crashes);
      const decision = planRestart(crashes, Date.now());

      if (decision.kind === 'give-up') {
        this.say(`${name} crashed five times within a minute and stays down.`);
        return;
      }

      this.say(`Restarting ${name} in ${decision.afterMs / 1_000} s …`);
      await sleep(decision.afterMs, undefined, { signal: cancelled }).catch(() => undefined);
      if (cancelled.aborted || (await this.starts(process, cancelled))) return;
    }
  }

  private async starts(process: Restartable, cancelled: AbortSignal): Promise<boolean> {
    try {
      await process.start();
      this.say(`${process.name} is ready again.`);
      return true;
    } catch (error) {
      if (!cancelled.aborted) this.say(error instanceof Error ? error.message : String(error));
      return false;
    }
  }
}
