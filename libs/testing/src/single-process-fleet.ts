import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentFile, repositoryRoot, SingleProcess } from '@tribe/local-servers';

const program = path.join(repositoryRoot, 'tools/dist/single-process/main.js');

/** A service that shares the process. */
interface Member {
  readonly name: string;
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Writes the environments of services and returns the process that runs all of them, as `npm start -- --single` does; it
 * is not started. The services and tools must be built.
 *
 * @param folder folder of the environments and the log
 */
export function singleProcessOf(members: readonly Member[], folder: string): SingleProcess {
  const environments = path.join(folder, 'single-process');
  mkdirSync(environments, { mode: 0o700 });

  for (const { name, environment } of members)
    writeFileSync(path.join(environments, `${name}.env`), environmentFile(environment), {
      mode: 0o600,
    });

  return new SingleProcess({
    program,
    environments,
    services: members.map(({ name, url }) => ({ name, url, canBeReady: true })),
    logFile: path.join(folder, 'services.log'),
  });
}
