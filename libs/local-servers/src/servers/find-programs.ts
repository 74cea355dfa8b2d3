import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import required from '../../programs.json';
import { firstExecutable } from './executables';

/** Absolute paths of the required server programs. */
export interface ServerPrograms {
  postgres: string;
  initdb: string;
  nats: string;
  redis: string;
}

/**
 * Searches PATH, then the folders in which Debian and Homebrew install servers.
 *
 * @returns the found programs and the names of missing ones
 */
export function findPrograms(
  env: NodeJS.ProcessEnv = process.env,
  postgresHome = required.postgresHome,
  otherFolders = required.folders,
): { programs: Partial<ServerPrograms>; missing: string[] } {
  const onPath = [...(env['PATH'] ?? '').split(path.delimiter).filter(Boolean), ...otherFolders];
  const postgresFolders = [...debianPostgresFolders(postgresHome), ...onPath];
  const programs: Partial<ServerPrograms> = {};
  const missing: string[] = [];

  const wanted: [keyof ServerPrograms, string, string[]][] = [
    ['postgres', 'postgres', postgresFolders],
    ['initdb', 'initdb', postgresFolders],
    ['nats', 'nats-server', onPath],
    ['redis', 'redis-server', onPath],
  ];

  for (const [key, name, folders] of wanted) {
    const found = firstExecutable(folders, name);
    if (found) programs[key] = found;
    else missing.push(name);
  }

  return { programs, missing };
}

/** The minimum major version of each program. */
const minimumVersions: Partial<Record<keyof ServerPrograms, number>> = {
  postgres: required.programs.postgres.minimumVersion,
  redis: required.programs['redis-server'].minimumVersion,
  nats: required.programs['nats-server'].minimumVersion,
};

/**
 * @returns one line per installed program that is too old
 */
export function tooOldPrograms(programs: Partial<ServerPrograms>): string[] {
  return Object.entries(minimumVersions).flatMap(([key, minimum]) => {
    const program = programs[key as keyof ServerPrograms];
    if (!program) return [];
    const version = majorVersion(program);

    return version >= minimum
      ? []
      : [`${program} is version ${version}; Tribe needs ${minimum} or newer`];
  });
}

/** @returns the first number of what `<program> --version` prints */
export function majorVersion(program: string): number {
  const output = execFileSync(program, ['--version'], { timeout: 10_000 }).toString();
  return Number(/(\d+)(\.\d+)*/.exec(output.replace(/^.*?v=/, ''))?.[1] ?? 0);
}

/**
 * @throws Error that lists the missing programs
 */
export function requirePrograms(env: NodeJS.ProcessEnv = process.env): ServerPrograms {
  const { programs, missing } = findPrograms(env);
  if (missing.length > 0) throw new Error(`Not found on this machine: ${missing.join(', ')}`);
  return programs as ServerPrograms;
}

/**
 * Returns Debian's folders of Postgres versions, newest first. Debian puts none of them on PATH; they are searched
 * before PATH because the folder name contains the version.
 */
function debianPostgresFolders(home: string): string[] {
  const minimum = required.programs.postgres.minimumVersion;
  try {
    return readdirSync(home)
      .filter((version) => /^\d+$/.test(version) && Number(version) >= minimum)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => path.join(home, version, 'bin'));
  } catch {
    return [];
  }
}
