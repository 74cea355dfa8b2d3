import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { readTopology, type ServiceEntry, startRank } from '@tribe/local-servers';
import { bootstrapTogether, type ServiceToStart } from '@tribe/service-kit';
import { definitionOf } from '../services/service-definition';

/**
 * Runs services in this process, each with the environment in `<folder>/<service>.env`.
 *
 * @example node tools/dist/single-process/main.js .tribe/env identity goals gateway
 */
function main([environments = '', ...names]: readonly string[]): void {
  const services = readTopology().filter(({ name }) => names.includes(name));

  const groups = [0, 1, 2].map((rank) =>
    services
      .filter((service) => startRank(service) === rank)
      .map((service) => toStart(service, environments)),
  );

  void bootstrapTogether(groups);
}

function toStart(service: ServiceEntry, environments: string): ServiceToStart {
  const file = path.join(environments, `${service.name}.env`);
  return { definition: definitionOf(service), env: parseEnv(readFileSync(file, 'utf8')) };
}

main(process.argv.slice(2));
