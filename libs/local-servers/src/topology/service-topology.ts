import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from './repository-root';

/**
 * What a service may need beyond what every service has. The environment table knows which variables each need sets.
 *
 * - `app-url`: the address people see, for links in mails
 * - `passkeys`: the domain and the origins of passkeys
 * - `signing-keys`: the private keys of access tokens
 * - `smtp`: a mail server
 * - `upstreams`: the addresses of all services with paths
 */
export const needs = ['app-url', 'passkeys', 'signing-keys', 'smtp', 'upstreams'] as const;
export type Need = (typeof needs)[number];

/** `tribe` in `services/<name>/package.json`: everything the rest of the system knows about a service. */
const manifestSchema = z.strictObject({
  kind: z.literal('service'),
  /** HTTP port on a developer's machine; its metrics are 1000 above. */
  port: z.int().min(1_024).max(60_000),
  /** Heading on the API page. */
  title: z.string().min(1),
  /**
   * Prefixes of the public paths it may serve, with parameters as in `/api/v1/users/:userId/goals`. A path belongs to
   * the service with the longest prefix.
   */
  paths: z.array(z.string().regex(/^\/[a-z0-9:/-]+$/i)).default([]),
  /** Whether it has a Postgres schema. */
  database: z.boolean().default(false),
  /** Whether it holds, exports and erases data about people. */
  personalData: z.boolean().default(false),
  /** Names of secrets of its own, each a random text of at least 32 characters. */
  secrets: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*_SECRET$/)).default([]),
  needs: z.array(z.enum(needs)).default([]),
  /** Libs whose tables it holds in its schema. */
  migrations: z.array(z.string()).default([]),
});

/** A service of the repository. */
export interface ServiceEntry {
  /** Folder name and NATS user: `social-graph`. */
  readonly name: string;
  /** The name with underscores, as Postgres schemas, roles and inbox prefixes need it: `social_graph`. */
  readonly schema: string;
  readonly folder: string;
  readonly port: number;
  readonly metricsPort: number;
  readonly title: string;
  readonly paths: readonly string[];
  readonly hasDatabase: boolean;
  readonly hasPersonalData: boolean;
  readonly secrets: readonly string[];
  readonly needs: readonly Need[];
  readonly migrations: readonly string[];
  /** False while the folder holds only a package.json: there is nothing to start yet. */
  readonly canStart: boolean;
}

/**
 * Reads the manifests of all services.
 *
 * @returns every service of the repository, ordered by name
 * @throws Error that names the file and the field of a manifest that is not valid
 */
export function readTopology(root = repositoryRoot): ServiceEntry[] {
  const services = path.join(root, 'services');
  return readdirSync(services)
    .sort()
    .flatMap((name) => readService(path.join(services, name), name));
}

function readService(folder: string, name: string): ServiceEntry[] {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return [];
  const { tribe } = JSON.parse(readFileSync(file, 'utf8')) as { tribe?: unknown };
  const parsed = manifestSchema.safeParse(tribe);
  if (!parsed.success)
    throw new Error(`"tribe" in ${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  const { port, database, personalData, kind: _kind, ...manifest } = parsed.data;
  return [
    {
      ...manifest,
      name,
      schema: schemaName(name),
      folder,
      port,
      metricsPort: port + 1_000,
      hasDatabase: database,
      hasPersonalData: personalData,
      canStart: existsSync(path.join(folder, 'src/main.ts')),
    },
  ];
}

/** `social-graph` -> `social_graph` */
export function schemaName(service: string): string {
  return service.replaceAll('-', '_');
}

/**
 * When a service starts: those that publish signing keys first, because every service fetches them, and those that look
 * for all others last.
 *
 * @returns 0, 1 or 2; services of one rank start side by side
 */
export function startRank({ needs: own }: Pick<ServiceEntry, 'needs'>): 0 | 1 | 2 {
  if (own.includes('signing-keys')) return 0;
  return own.includes('upstreams') ? 2 : 1;
}
