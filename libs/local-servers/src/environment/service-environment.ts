import type { Need, ServiceEntry } from '../topology/service-topology';

/** The part of a manifest that decides on the environment. */
export type EnvironmentManifest = Pick<ServiceEntry, 'name' | 'hasDatabase' | 'secrets' | 'needs'>;

/** What a system offers to the services in it: a developer's machine, a test, a cluster. */
export interface Surroundings {
  /** Where Postgres is for the role of a service, with `?schema=`. */
  databaseUrlOf(service: string): string;
  /** Where NATS is for the user of a service. */
  natsUrlOf(service: string): string;
  readonly redisUrl: string;
  readonly smtpUrl: string;
  /** The address people see. */
  readonly appUrl: string;
  /** The domain and the origin browsers know passkeys by. */
  readonly passkeys: { readonly domain: string; readonly origin: string };
  /** Where the public keys of access tokens are. */
  readonly jwksUrl: string;
  /** A file with the private keys of access tokens. */
  readonly keysFile: string;
  /** The addresses of the services with public paths, by name. */
  readonly upstreams: ReadonlyMap<string, string>;
  /** A secret that only this service has. */
  secretOf(service: string, name: string): string;
}

type Environment = Record<string, string>;

/** Secrets of every service, and of every service with a schema. */
const commonSecrets = ['CURSOR_SECRET'];
const databaseSecrets = ['IDEMPOTENCY_SECRET'];

const variablesOf: Readonly<Record<Need, (surroundings: Surroundings) => Environment>> = {
  'app-url': ({ appUrl }) => ({ APP_URL: appUrl }),
  passkeys: ({ passkeys }) => ({
    PASSKEY_RP_ID: passkeys.domain,
    PASSKEY_ORIGINS: passkeys.origin,
  }),
  'signing-keys': ({ keysFile }) => ({ JWT_KEYS_FILE: keysFile }),
  smtp: ({ smtpUrl }) => ({ SMTP_URL: smtpUrl }),
  upstreams: ({ upstreams }) => ({
    UPSTREAMS: [...upstreams].map(([name, url]) => `${name}=${url}`).join(','),
  }),
};

/**
 * The one table of what a service finds in its environment, from what its manifest asks for. `npm start`, tests and
 * charts differ only in their surroundings and in settings they add.
 */
export function environmentOf(
  service: EnvironmentManifest,
  surroundings: Surroundings,
): Environment {
  const { name, hasDatabase, needs } = service;
  return {
    NATS_URL: surroundings.natsUrlOf(name),
    REDIS_URL: surroundings.redisUrl,
    JWKS_URL: surroundings.jwksUrl,
    // Clients reach only the service that looks for all others; it stands in front of the rest.
    TRUSTED_PROXIES: needs.includes('upstreams') ? '0' : '1',
    ...(hasDatabase && { DATABASE_URL: surroundings.databaseUrlOf(name) }),
    ...Object.fromEntries(
      secretNamesOf(service).map((secret) => [secret, surroundings.secretOf(name, secret)]),
    ),
    ...Object.assign({}, ...needs.map((need) => variablesOf[need](surroundings))),
  };
}

/** Names of the secrets in the environment of a service. */
export function secretNamesOf({
  hasDatabase,
  secrets,
}: Pick<ServiceEntry, 'hasDatabase' | 'secrets'>): string[] {
  return [...commonSecrets, ...(hasDatabase ? databaseSecrets : []), ...secrets];
}

/** An environment as a file for `node --env-file`, so that one service can be run or debugged alone. */
export function environmentFile(environment: Environment): string {
  return `${Object.entries(environment)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
