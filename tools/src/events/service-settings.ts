import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { tribeFolder } from '@tribe/local-servers';
import { fileSuffix, readSecret } from '@tribe/service-kit';

/**
 * Returns the environment of a service: the file that `npm start` wrote, if any, overridden by the shell. Reads
 * `DATABASE_URL` from its file when the environment names only the file.
 *
 * @throws Error when neither contains DATABASE_URL
 */
export function serviceSettings(service: string, shell: NodeJS.ProcessEnv): Record<string, string> {
  const file = tribeFolder().envOf(service);
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return mergeSettings(service, written, shell);
}

/** A secret of the shell replaces the written one, also when the shell names only its file. */
export function mergeSettings(
  service: string,
  written: NodeJS.Dict<string>,
  shell: NodeJS.Dict<string>,
): Record<string, string> {
  const kept = Object.entries(written).filter(([name]) => !shell[name + fileSuffix]);
  const settings = { ...Object.fromEntries(kept), ...shell };
  const databaseUrl = readSecret('DATABASE_URL', settings).value;

  if (databaseUrl === undefined) {
    throw new Error(
      `No DATABASE_URL for ${service}: run npm start once, or set it in the environment.`,
    );
  }

  const entries = Object.entries({ ...settings, DATABASE_URL: databaseUrl }).filter(
    ([name, value]) => value !== undefined && name !== `DATABASE_URL${fileSuffix}`,
  );

  return Object.fromEntries(entries) as Record<string, string>;
}
