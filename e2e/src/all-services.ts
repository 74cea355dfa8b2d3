import { readTopology } from '@tribe/local-servers';
import type { ServiceDefinition } from '@tribe/service-kit';

/** All services of the repository that can be started. */
export const allServices: readonly ServiceDefinition[] = readTopology()
  .filter(({ canStart }) => canStart)
  .map(({ name }) => definitionOf(name));

/** @throws Error when `services/<name>/src/index.ts` does not export its definition */
function definitionOf(name: string): ServiceDefinition {
  const exported = require(`@tribe/${name}`) as Record<string, ServiceDefinition>;
  const definition = Object.values(exported).find((value) => value.name === name);
  if (!definition) throw new Error(`services/${name}/src/index.ts does not export its definition`);

  return definition;
}
