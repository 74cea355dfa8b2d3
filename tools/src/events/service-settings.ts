import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { tribeFolder } from '@tribe/local-servers';

/**
 * Returns the environment of a service: the file that `npm start` wrote, if any, overridden by the shell.
 *
 * @throws Error when neither contains DATABASE_URL
 */
export function serviceSettings(service: string, shell: NodeJS.ProcessEnv): Record<string, string> {
  const file = tribeFolder().envOf(service);
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const settings = { ...written, ...shell };
  if (!settings['DATABASE_URL']) {
    throw new Error(
      `No DATABASE_URL for ${service}: run npm start once, or set it in the environment.`,
    );
  }
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
