import type { ServiceEntry } from '@tribe/local-servers';

export interface StartOptions {
  services: ServiceEntry[];
  /** False with `--no-seed`. */
  seed: boolean;
  /** True with `--watch`. */
  watch: boolean;
  /** True with `--single`, false with `--no-single`, undefined with neither. */
  single: boolean | undefined;
}

/**
 * Parses `--only goals,gateway`, `--single` or `--no-single`, `--no-seed` and `--watch`.
 *
 * @throws Error that names the invalid argument and the valid ones
 */
export function parseStartOptions(args: string[], all: ServiceEntry[]): StartOptions {
  const startable = all.filter(({ canStart }) => canStart);
  let only: string[] | undefined;
  let seed = true;
  let watch = false;
  let single: boolean | undefined;

  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--no-seed') seed = false;
    else if (arg === '--watch') watch = true;
    else if (arg === '--single') single = true;
    else if (arg === '--no-single') single = false;
    else if (arg === '--only') only = list(args[(index += 1)]);
    else if (arg.startsWith('--only=')) only = list(arg.slice('--only='.length));
    else
      throw new Error(
        `npm start does not know "${arg}"; it takes --only <service,service>, --single, --no-single, --no-seed and --watch`,
      );
  }

  return { services: only ? choose(only, startable) : startable, seed, watch, single };
}

function choose(only: string[], startable: ServiceEntry[]): ServiceEntry[] {
  const names = startable.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));

  if (unknown.length > 0)
    throw new Error(
      `There is no service ${unknown.join(', ')}; the services are ${names.join(', ')}`,
    );

  return startable.filter(({ name }) => only.includes(name));
}

function list(value: string | undefined): string[] {
  const names = (value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0)
    throw new Error('--only needs the names of services: npm start -- --only goals,gateway');
  return names;
}
