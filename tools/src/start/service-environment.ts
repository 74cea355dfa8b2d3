import type { ServiceEntry } from '../topology/service-topology';
import type { ServerPorts } from './ports';
import { secretsOf, type Secrets } from './secrets';

export interface EnvironmentInput {
  ports: ServerPorts;
  secrets: Secrets;
  keysFile: string;
  /** Every service of the repository, also those that are not started: the gateway wants to know where they would be. */
  all: ServiceEntry[];
}

/** Settings a developer may override from the shell: `LOG_LEVEL=debug npm start`. */
const overridable = [
  'LOG_LEVEL',
  'RATE_LIMIT_ENABLED',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'ACCESS_TOKEN_EXPIRE_MINUTES',
  'ADMIN_EMAILS',
];

/** The environment of one service on a developer's machine. */
export function serviceEnvironment(
  service: ServiceEntry,
  { ports, secrets, keysFile, all }: EnvironmentInput,
  shell: NodeJS.ProcessEnv = {},
): Record<string, string> {
  const { nats, database, links } = secretsOf(secrets, service.name);
  const identity = all.find(({ name }) => name === 'identity');
  const gateway = all.find(({ name }) => name === 'gateway');
  const schema = service.schema;
  const overrides = overridable.flatMap((name) => (shell[name] === undefined ? [] : [[name, shell[name]]]));
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    PORT: String(service.port),
    METRICS_PORT: String(service.metricsPort),
    NATS_URL: `nats://${service.name}:${nats}@127.0.0.1:${ports.nats}`,
    REDIS_URL: `redis://:${secrets.redis}@127.0.0.1:${ports.redis}`,
    CURSOR_SECRET: secrets.cursors,
    LINK_SECRET: links,
    // Everybody but the gateway stands behind the gateway.
    TRUSTED_PROXIES: service.name === 'gateway' ? '0' : '1',
    ...(identity && { JWKS_URL: `${urlOf(identity)}/.well-known/jwks.json` }),
    ...(service.hasDatabase && {
      DATABASE_URL: `postgresql://${schema}:${database}@127.0.0.1:${ports.postgres}/tribe?schema=${schema}`,
    }),
    ...(service.name === 'notifications' && {
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
      ...(gateway && { APP_URL: urlOf(gateway) }),
    }),
    ...(service.name === 'identity' && {
      JWT_KEYS_FILE: keysFile,
      SECOND_FACTOR_SECRET: secrets.secondFactors,
      PHONE_HASH_SECRET: secrets.phoneHashes,
      ...passkeysOf(gateway),
    }),
    ...(service.name === 'gateway' && ownerUrls(all)),
    ...Object.fromEntries(overrides),
  };
}

/** Browsers know passkeys on localhost, not on 127.0.0.1. */
function passkeysOf(gateway: ServiceEntry | undefined): Record<string, string> {
  return { PASSKEY_RP_ID: 'localhost', ...(gateway && { PASSKEY_ORIGINS: `http://localhost:${gateway.port}` }) };
}

export function urlOf({ port }: Pick<ServiceEntry, 'port'>): string {
  return `http://127.0.0.1:${port}`;
}

/** The same environment as a file for `node --env-file`, so one service can be run or debugged alone. */
export function environmentFile(environment: Record<string, string>): string {
  return `${Object.entries(environment)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}

/** `SOCIAL_GRAPH_URL` and its like. */
function ownerUrls(all: ServiceEntry[]): Record<string, string> {
  const owners = all.filter(({ name }) => name !== 'gateway');
  return Object.fromEntries(owners.map((owner) => [`${owner.schema.toUpperCase()}_URL`, urlOf(owner)]));
}
