import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from './repository-root';

/**
 * Additional needs of a service. `environmentOf` defines the variables of each need.
 *
 * - `app-url`: the public URL, for links in mails
 * - `object-storage`: a bucket of an S3 server, and the keys of an account that may use it
 * - `passkeys`: the domain and the origins of passkeys
 * - `pushes`: a push service for devices, which may be absent
 * - `signing-keys`: the private keys of access tokens
 * - `smtp`: a mail server
 * - `upstreams`: the URLs of all services with paths
 */
export const needs = [
  'app-url',
  'object-storage',
  'passkeys',
  'pushes',
  'signing-keys',
  'smtp',
  'upstreams',
] as const;
export type Need = (typeof needs)[number];

/** Schema of `tribe` in `services/<name>/package.json`, the public description of a service. */
const manifestSchema = z.strictObject({
  kind: z.literal('service'),
  /** HTTP port on a developer's machine; the metrics port is 1000 higher. */
  port: z.int().min(1_024).max(60_000),
  /** Heading in the API reference. */
  title: z.string().min(1),
  /**
   * Prefixes of the public paths that the service may serve, with parameters as in `/api/v1/users/:userId/goals`. A
   * path belongs to the service with the longest prefix.
   */
  paths: z.array(z.string().regex(/^\/[a-z0-9:/-]+$/i)).default([]),
  /** Whether the service has a Postgres schema. */
  database: z.boolean().default(false),
  /** Whether the service stores personal data, which it must export and erase. */
  personalData: z.boolean().default(false),
  /** Names of additional secrets, each a random text of at least 32 characters. */
  secrets: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*_SECRET$/)).default([]),
  needs: z.array(z.enum(needs)).default([]),
  /** Libs whose tables are in its schema. */
  migrations: z.array(z.string()).default([]),
});

/** A service of the repository. */
export interface ServiceEntry {
  /** Folder name and NATS user: `social-graph`. */
  readonly name: string;
  /** The name with underscores, for Postgres schemas, roles and inbox prefixes: `social_graph`. */
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
  /** False while the folder has no `src/main.ts`. */
  readonly canStart: boolean;
}

/**
 * Reads the manifests of all services.
 *
 * @returns every service of the repository, ordered by name
 * @throws Error with the file and the field of an invalid manifest
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
 * Returns the start rank of a service: services that publish signing keys start first, because every service fetches
 * the keys, and services that need all upstreams start last.
 *
 * @returns 0, 1 or 2; services of one rank start concurrently
 */
export function startRank({ needs: own }: Pick<ServiceEntry, 'needs'>): 0 | 1 | 2 {
  if (own.includes('signing-keys')) return 0;
  return own.includes('upstreams') ? 2 : 1;
}
