import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { identify, isAlive } from './process-identity';
import { RunState } from './run-state';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-run-test-'));
  file = path.join(folder, 'run.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

async function sleeper() {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return { child, ended: once(child, 'exit') };
}

test('claim refuses a second start and names the running process', async () => {
  const run = await RunState.claim(file);
  expect(RunState.runningLauncher(file)).toBe(process.pid);
  await expect(RunState.claim(file)).rejects.toThrow(
    `Tribe already runs in this checkout (process ${process.pid})`,
  );
  run.release();
  expect(RunState.runningLauncher(file)).toBeUndefined();
});

test('claim stops processes left by a killed launcher', async () => {
  const { child, ended } = await sleeper();
  const left = identify('goals', child.pid);
  const gone = { name: 'npm start', pid: process.pid, startedAt: 'long ago' };
  writeFileSync(file, JSON.stringify({ launcher: gone, processes: [left] }));
  const run = await RunState.claim(file);
  await ended;
  expect(child.signalCode).toBe('SIGTERM');
  run.release();
});

test('claim ignores a process with the same id but another start time', async () => {
  const { child, ended } = await sleeper();
  const gone = { name: 'npm start', pid: process.pid, startedAt: 'long ago' };
  const stranger = { name: 'goals', pid: child.pid, startedAt: 'another time' };
  writeFileSync(file, JSON.stringify({ launcher: gone, processes: [stranger] }));
  const run = await RunState.claim(file);
  expect(isAlive(identify('sleep', child.pid)!)).toBe(true);
  run.release();
  child.kill();
  await ended;
});

test('killAll kills only the processes of this run', async () => {
  const [mine, other] = [await sleeper(), await sleeper()];
  const run = await RunState.claim(file);
  run.add('goals', mine.child.pid);
  expect(readFileSync(file, 'utf8')).toContain(String(mine.child.pid));
  run.killAll();
  await mine.ended;
  expect(mine.child.signalCode).toBe('SIGKILL');
  expect(isAlive(identify('sleep', other.child.pid)!)).toBe(true);
  expect(existsSync(file)).toBe(false);
  other.child.kill();
  await other.ended;
});
