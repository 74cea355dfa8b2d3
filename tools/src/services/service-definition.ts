import path from 'node:path';
import type { ServiceEntry } from '@tribe/local-servers';
import type { ServiceDefinition } from '@tribe/service-kit';

/**
 * Loads the definition of a built service.
 *
 * @throws Error when `services/<name>/src/index.ts` does not export it
 */
export function definitionOf({
  name,
  folder,
}: Pick<ServiceEntry, 'name' | 'folder'>): ServiceDefinition {
  const exported = require(path.join(folder, 'dist/index.js')) as Record<string, ServiceDefinition>;
  const definition = Object.values(exported).find((value) => value.name === name);
  if (!definition) throw new Error(`services/${name}/src/index.ts does not export its definition`);

  return definition;
}
