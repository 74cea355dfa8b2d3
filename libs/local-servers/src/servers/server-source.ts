import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { findPrograms, tooOldPrograms, type ServerPrograms } from '../servers/find-programs';
import { installWithApt } from './apt-install';
import { findOrInstallObjectProgram, type ObjectProgram } from './object-program';

/** All server programs of this machine. */
export interface AllPrograms extends ServerPrograms {
  objects: ObjectProgram;
}

/** The source of Postgres, NATS, Redis and the S3 server on this machine. */
export type ServerSource = { kind: 'programs'; programs: AllPrograms } | { kind: 'docker' };

/** Capabilities of a machine. */
export interface Machine {
  /** Names of programs that are missing or too old. */
  missing: string[];
  dockerAnswers: () => Promise<boolean>;
  /** Whether this is Debian or Ubuntu and the process runs as root. */
  canUseApt: boolean;
}

/**
 * Returns the first source that works: installed programs, Docker Compose, apt-get.
 *
 * @throws Error with installation instructions when none works
 */
export async function chooseSource(machine: Machine): Promise<'programs' | 'docker' | 'apt'> {
  if (machine.missing.length === 0) return 'programs';
  if (await machine.dockerAnswers()) return 'docker';
  if (machine.canUseApt) return 'apt';

  throw new Error(
    `Tribe needs Postgres >= 15, Redis >= 7 and NATS server >= 2.9 on this machine; missing: ${machine.missing.join(', ')}.\n` +
      'Install them (Debian and Ubuntu: sudo apt-get install postgresql redis-server nats-server; ' +
      'macOS: brew install postgresql@17 redis nats-server) or, for npm start alone, start Docker; then try again.',
  );
}

/** Finds the source of the servers, and installs them with apt-get if necessary. */
export async function findServerSource(say: (line: string) => void): Promise<ServerSource> {
  const programs = await findOrInstall(dockerAnswers, say);
  return programs ? { kind: 'programs', programs } : { kind: 'docker' };
}

/**
 * Like `findServerSource`, but without Docker: for commands that kill, wipe or measure servers.
 *
 * @throws Error with installation instructions
 */
export async function findServerPrograms(say: (line: string) => void): Promise<AllPrograms> {
  const programs = await findOrInstall(async () => false, say);
  if (!programs)
    throw new Error('Tribe needs Postgres, Redis and NATS on this machine, outside of containers');
  return programs;
}

/** @returns undefined when Docker runs the servers */
async function findOrInstall(
  dockerIsAnOption: () => Promise<boolean>,
  say: (line: string) => void,
): Promise<AllPrograms | undefined> {
  const programs = await findOrInstallPackages(dockerIsAnOption, say);
  return programs && { ...programs, objects: await findOrInstallObjectProgram(say) };
}

async function findOrInstallPackages(
  dockerIsAnOption: () => Promise<boolean>,
  say: (line: string) => void,
): Promise<ServerPrograms | undefined> {
  const { programs, missing } = findPrograms();

  const kind = await chooseSource({
    missing: [...missing, ...tooOldPrograms(programs)],
    dockerAnswers: dockerIsAnOption,
    canUseApt: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
  });

  if (kind === 'docker') return undefined;
  if (kind === 'programs') return programs as ServerPrograms;
  await installWithApt(missing, say);
  const installed = findPrograms();
  const stillMissing = [...installed.missing, ...tooOldPrograms(installed.programs)];
  if (stillMissing.length > 0)
    throw new Error(`apt-get ran, but there is still no usable ${stillMissing.join(', ')}`);

  return installed.programs as ServerPrograms;
}

async function dockerAnswers(): Promise<boolean> {
  try {
    await promisify(execFile)('docker', ['compose', 'version'], { timeout: 10_000 });
    await promisify(execFile)('docker', ['info'], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
