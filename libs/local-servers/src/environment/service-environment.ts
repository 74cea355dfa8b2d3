import type { ObjectStorage } from '../servers/object-server';
import type { Need, ServiceEntry } from '../topology/service-topology';

/** The part of a manifest that determines the environment. */
export type EnvironmentManifest = Pick<ServiceEntry, 'name' | 'hasDatabase' | 'secrets' | 'needs'>;

/** The infrastructure of a system: a developer's machine, a test or a cluster. */
export interface Surroundings {
  /** Returns the Postgres URL of a service's role, with `?schema=`. */
  databaseUrlOf(service: string): string;
  /** Returns the NATS URL of a service's user. */
  natsUrlOf(service: string): string;
  readonly redisUrl: string;
  readonly smtpUrl: string;
  /** URL of a push service in the format of Expo; undefined where no pushes are sent. */
  readonly pushUrl?: string | undefined;
  readonly objectStorage: ObjectStorage;
  /** The public URL of the app. */
  readonly appUrl: string;
  /** The domain and the origin of passkeys. */
  readonly passkeys: { readonly domain: string; readonly origin: string };
  /** URL of the public keys of access tokens. */
  readonly jwksUrl: string;
  /** A file with the private keys of access tokens. */
  readonly keysFile: string;
  /** URLs of the services with public paths, by name. */
  readonly upstreams: ReadonlyMap<string, string>;
  /** Returns a secret of this service only. */
  secretOf(service: string, name: string): string;
}

type Environment = Record<string, string>;

/** Secrets of every service; `databaseSecrets` are those of services with a schema. */
const commonSecrets = ['CURSOR_SECRET'];
const databaseSecrets = ['IDEMPOTENCY_SECRET'];

const variablesOf: Readonly<Record<Need, (surroundings: Surroundings) => Environment>> = {
  'app-url': ({ appUrl }) => ({ APP_URL: appUrl }),
  'object-storage': ({ objectStorage }) => ({
    S3_ENDPOINT: objectStorage.endpoint,
    S3_BUCKET: objectStorage.bucket,
    S3_ACCESS_KEY: objectStorage.accessKey,
    S3_SECRET_KEY: objectStorage.secretKey,
  }),
  passkeys: ({ passkeys }) => ({
    PASSKEY_RP_ID: passkeys.domain,
    PASSKEY_ORIGINS: passkeys.origin,
  }),
  pushes: ({ pushUrl }): Environment => (pushUrl === undefined ? {} : { PUSH_URL: pushUrl }),
  'signing-keys': ({ keysFile }) => ({ JWT_KEYS_FILE: keysFile }),
  smtp: ({ smtpUrl }) => ({ SMTP_URL: smtpUrl }),
  upstreams: ({ upstreams }) => ({
    UPSTREAMS: [...upstreams].map(([name, url]) => `${name}=${url}`).join(','),
  }),
};

/**
 * Returns the environment of a service according to its manifest. `npm start`, tests and charts differ only in their
 * surroundings and additional settings.
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
    // Clients reach only the gateway, which is the one proxy in front of the other services.
    TRUSTED_PROXIES: needs.includes('upstreams') ? '0' : '1',
    ...(hasDatabase && { DATABASE_URL: surroundings.databaseUrlOf(name) }),
    ...Object.fromEntries(
      secretNamesOf(service).map((secret) => [secret, surroundings.secretOf(name, secret)]),
    ),
    ...Object.assign({}, ...needs.map((need) => variablesOf[need](surroundings))),
  };
}

/** Returns the names of the secrets in the environment of a service. */
export function secretNamesOf({
  hasDatabase,
  secrets,
}: Pick<ServiceEntry, 'hasDatabase' | 'secrets'>): string[] {
  return [...commonSecrets, ...(hasDatabase ? databaseSecrets : []), ...secrets];
}

/**
 * Formats an environment as a file for `node --env-file` and `parseEnv`, which return the same values.
 *
 * @throws Error for a value with both ' and `, which no quotation mark can enclose
 */
export function environmentFile(environment: Environment): string {
  return `${Object.entries(environment)
    .map(([name, value]) => `${name}=${quoted(name, value)}`)
    .join('\n')}\n`;
}

/** Without quotation marks, a value ends at `#`. In double ones, `\n` would become a new line. */
function quoted(name: string, value: string): string {
  if (/^[\w./:,@?=&+-]*$/.test(value)) return value;
  const mark = ["'", '`'].find((each) => !value.includes(each));
  if (mark === undefined) throw new Error(`${name} contains both ' and \``);

  return mark + value + mark;
}
