import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './repository-root';

/** What `services/<name>/package.json` says about a service under `tribe`. */
export interface ServiceEntry {
  /** Folder name and NATS user: `social-graph`. */
  name: string;
  /** The name with underscores, as Postgres schemas, roles and inbox prefixes need it: `social_graph`. */
  schema: string;
  folder: string;
  /** HTTP port on a developer's machine. */
  port: number;
  metricsPort: number;
  hasDatabase: boolean;
  /** Libs whose tables this service holds in its schema. */
  migrations: string[];
  /** False while the folder holds only a package.json: there is nothing to start yet. */
  canStart: boolean;
}

interface ServicePackage {
  tribe?: { kind?: string; port?: number; database?: boolean; migrations?: string[] };
}

/** @returns every service of the repository, ordered by name. */
export function readTopology(root = repositoryRoot): ServiceEntry[] {
  const services = path.join(root, 'services');
  return readdirSync(services)
    .sort()
    .flatMap((name) => readService(path.join(services, name), name));
}

function readService(folder: string, name: string): ServiceEntry[] {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return [];
  const { tribe } = JSON.parse(readFileSync(file, 'utf8')) as ServicePackage;
  if (tribe?.kind !== 'service') return [];
  if (tribe.port === undefined) throw new Error(`${file}: tribe.port is missing`);
  return [
    {
      name,
      schema: schemaName(name),
      folder,
      port: tribe.port,
      metricsPort: tribe.port + 1000,
      hasDatabase: tribe.database === true,
      migrations: tribe.migrations ?? [],
      canStart: existsSync(path.join(folder, 'src/main.ts')),
    },
  ];
}

/** `social-graph` -> `social_graph` */
export function schemaName(service: string): string {
  return service.replaceAll('-', '_');
}
