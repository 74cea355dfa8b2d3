import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerProcess } from '../servers/server-process';
import { type Restartable, Supervisor } from './supervisor';

let folder: string;
let supervisor: Supervisor;
let said: string[];
let programs: Program[];

/** A real process that a test can crash, or that ends at once while it is broken. */
class Program implements Restartable {
  starts = 0;
  readonly name = 'probe';
  readonly process: ServerProcess;

  constructor(script: string) {
    const file = path.join(folder, 'probe.cjs');
    writeFileSync(file, script);
    this.process = new ServerProcess({
      name: this.name,
      program: process.execPath,
      args: [file],
      cwd: folder,
      logFile: path.join(folder, 'probe.log'),
      onUnexpectedExit: () => supervisor.crashed(this),
    });
    programs.push(this);
  }

  async start(): Promise<void> {
    this.starts += 1;
    await this.process.start(async () => true, 5_000);
  }

  crash(): void {
    process.kill(this.process.pid ?? 0, 'SIGKILL');
  }
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-supervisor-'));
  said = [];
  programs = [];
  supervisor = new Supervisor((line) => said.push(line));
});
afterEach(async () => {
  await supervisor.stop();
  for (const { process } of programs) await process.end('SIGKILL', 1_000);
  rmSync(folder, { recursive: true });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition() && Date.now() < deadline) await sleep(10);
  expect(condition()).toBe(true);
}

test('restarts a killed process and prints a message', async () => {
  const program = new Program('setInterval(() => {}, 1_000);');
  await program.start();
  program.crash();
  await until(() => said.includes('probe is ready again.'));
  expect(said).toEqual(['Restarting probe in 0.5 s …', 'probe is ready again.']);
  expect(program.process.running).toBe(true);
});

test('stops restarting a process that crashes repeatedly', async () => {
  const program = new Program('process.exit(1);');
  const failing: Restartable = {
    name: 'probe',
    start: () => program.process.start(async () => false, 2_000),
  };
  supervisor.crashed(failing);
  await until(() => said.some((line) => line.startsWith('Restarting probe in 2 s')));
  expect(said.filter((line) => line.includes('stopped right after its start'))).toHaveLength(2);
});

test('restarts nothing while the system stops', async () => {
  const program = new Program('setInterval(() => {}, 1_000);');
  await program.start();
  program.crash();
  await until(() => said.length > 0);
  await supervisor.stop();
  expect(program.starts).toBe(1);
  expect(program.process.running).toBe(false);
});
