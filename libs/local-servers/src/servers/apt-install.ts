import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import required from '../../programs.json';

const packageOf = new Map(
  Object.entries(required.programs).map(([program, { package: name }]) => [program, name]),
);

const timeoutMs = 10 * 60_000;

/** Debian runs this program before it starts a service; exit code 101 prevents the start. */
const policyFile = '/usr/sbin/policy-rc.d';

/** Tells Debian's Postgres packages not to create a system cluster. */
const clusterFile = '/etc/postgresql-common/createcluster.d/tribe.conf';

/** @returns the packages that contain the missing programs */
export function packagesFor(missing: string[]): string[] {
  return [...new Set(missing.map((program) => packageOf.get(program) ?? program))];
}

/**
 * Installs server programs on Debian or Ubuntu. Tribe runs its own servers, so this prevents the packages from starting
 * system services on the default ports, now and, with systemd, at the next boot.
 */
export async function installWithApt(
  missing: string[],
  say: (line: string) => void,
): Promise<void> {
  const packages = packagesFor(missing);
  say(`Installing ${packages.join(', ')} with apt-get`);

  await withoutStartingServices(async () => {
    await apt(['update']);
    await apt([
      'install',
      '-y',
      '--no-install-recommends',
      '-o',
      'Dpkg::Options::=--force-confold',
      ...packages,
    ]);
  });

  if (!existsSync('/run/systemd/system')) return;
  const units = packages.map((name) => `${name}.service`);

  await promisify(execFile)('systemctl', ['disable', '--now', ...units], {
    timeout: timeoutMs,
  }).catch(() => undefined);
}

async function withoutStartingServices(work: () => Promise<void>): Promise<void> {
  const hadPolicy = existsSync(policyFile);

  if (!hadPolicy) {
    writeFileSync(policyFile, '#!/bin/sh\nexit 101\n');
    chmodSync(policyFile, 0o755);
  }

  mkdirSync(path.dirname(clusterFile), { recursive: true });
  writeFileSync(clusterFile, 'create_main_cluster = false\n');

  try {
    await work();
  } finally {
    if (!hadPolicy) rmSync(policyFile, { force: true });
  }
}

async function apt(args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await promisify(execFile)('apt-get', ['-q', ...args], {
      env,
      timeout: timeoutMs,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const output = (error as { stderr?: string }).stderr?.trim() ?? String(error);
    throw new Error(`apt-get ${args[0]} failed:\n${output}`, { cause: error });
  }
}
