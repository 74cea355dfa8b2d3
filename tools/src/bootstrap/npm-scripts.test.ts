import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';

const { scripts } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Stands for the launcher: reports its start, and the signal that reaches it. */
const launcher = `
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(0); });
  setInterval(() => undefined, 1_000);
  console.log('started');`;

test('a signal to npm reaches the launcher', async () => {
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts }));
  mkdirSync(path.join(folder, 'tools/bootstrap'), { recursive: true });
  writeFileSync(path.join(folder, 'tools/bootstrap/launch.cjs'), launcher);

  const npm = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [started] = (await once(npm.stdout, 'data')) as [Buffer];
  expect(started.toString()).toBe('started\n');
  npm.kill('SIGTERM');
  const [stopped] = (await once(npm.stdout, 'data')) as [Buffer];
  expect(stopped.toString()).toBe('stopped\n');
  await once(npm, 'close');
});

test('every script replaces the shell, which would not pass on a signal', () => {
  for (const script of Object.values(scripts))
    expect(script).toMatch(/^([A-Z_]+=\S+ )?exec (node|npm) /);
});
