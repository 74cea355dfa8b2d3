import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJsonFile, writePrivateFile } from './private-file';
import { identify, isAlive, type ProcessIdentity } from './process-identity';

/** The processes of a run, as its file records them. */
export interface RunReport {
  /** The pid of the running `npm start`; undefined when it has ended. */
  readonly launcher: number | undefined;
  /** Servers and services, each by its last start. */
  readonly processes: readonly { name: string; pid: number; alive: boolean }[];
}

interface RunRecord {
  launcher: ProcessIdentity;
  processes: ProcessIdentity[];
}

/**
 * A file with the processes of the running `npm start`. It lets a second start or a reset detect the run, and lets the
 * next start stop processes of a killed launcher.
 */
export class RunState {
  private readonly processes: ProcessIdentity[] = [];

  private constructor(
    private readonly file: string,
    private readonly launcher: ProcessIdentity,
  ) {}

  /** @returns the pid of the `npm start` that runs in this checkout, if any */
  static runningLauncher(file: string): number | undefined {
    const record = readJsonFile<RunRecord>(file);
    return record && isAlive(record.launcher) ? record.launcher.pid : undefined;
  }

  /** @returns undefined when no run is recorded */
  static report(file: string): RunReport | undefined {
    const record = readJsonFile<RunRecord>(file);
    if (!record) return undefined;
    const last = new Map(record.processes.map((each) => [each.name, each]));

    return {
      launcher: isAlive(record.launcher) ? record.launcher.pid : undefined,
      processes: [...last.values()].map((each) => ({
        name: each.name,
        pid: each.pid,
        alive: isAlive(each),
      })),
    };
  }

  /**
   * Claims the checkout for this process and stops processes of an earlier, killed launcher.
   *
   * @throws Error when another `npm start` runs
   */
  static async claim(file: string): Promise<RunState> {
    const other = RunState.runningLauncher(file);

    if (other !== undefined)
      throw new Error(
        `Tribe already runs in this checkout (process ${other}); Ctrl-C there stops it.`,
      );

    await RunState.stopLeftovers(file);
    const launcher = identify('npm start', process.pid);
    if (!launcher) throw new Error('cannot tell when this process was started');
    const state = new RunState(file, launcher);
    state.write();

    return state;
  }

  /** Stops processes of a launcher that has ended; sends SIGKILL after ten seconds. */
  static async stopLeftovers(file: string): Promise<void> {
    const left = aliveOnce(readJsonFile<RunRecord>(file)?.processes ?? []);
    for (const { name, pid } of left) process.kill(pid, name === 'Postgres' ? 'SIGINT' : 'SIGTERM');
    const deadline = Date.now() + 10_000;
    while (left.some(isAlive) && Date.now() < deadline) await sleep(50);
    for (const leftover of left.filter(isAlive)) process.kill(leftover.pid, 'SIGKILL');
    while (left.some(isAlive) && Date.now() < deadline + 5_000) await sleep(50);
    rmSync(file, { force: true });
  }

  /** Records a process; one that runs several services is recorded for each of them. */
  add(name: string, pid: number | undefined): void {
    const found = identify(name, pid);
    if (!found) return;
    this.processes.push(found);
    this.write();
  }

  /** The pids of the running processes by name. */
  get running(): ReadonlyMap<string, number> {
    return new Map(this.processes.filter(isAlive).map(({ name, pid }) => [name, pid]));
  }

  /** Sends SIGKILL to all running processes, on the second Ctrl-C. */
  killAll(): void {
    for (const { pid } of aliveOnce(this.processes)) process.kill(pid, 'SIGKILL');
    this.release();
  }

  release(): void {
    rmSync(this.file, { force: true });
  }

  private write(): void {
    const record: RunRecord = { launcher: this.launcher, processes: this.processes };
    writePrivateFile(this.file, `${JSON.stringify(record, null, 2)}\n`);
  }
}

/** Returns one entry per running process. */
function aliveOnce(processes: readonly ProcessIdentity[]): ProcessIdentity[] {
  const byPid = new Map(processes.filter(isAlive).map((each) => [each.pid, each]));
  return [...byPid.values()];
}
