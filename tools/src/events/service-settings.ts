import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { tribeFolder } from '@tribe/local-servers';

/**
 * The environment of a service: what `npm start` wrote for it, overridden by the shell. Somewhere else than on a
 * developer's machine the shell has all of it.
 *
 * @throws Error when there is neither
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
