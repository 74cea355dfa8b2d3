import {
  type EnvironmentManifest,
  environmentOf,
  readTopology,
  type ServiceEntry,
} from '@tribe/local-servers';
import { firstAdminEmail } from './admins';
import type { TribeServers } from './tribe-servers';

export interface EnvironmentParts {
  readonly servers: TribeServers;
  readonly jwksUrl: string;
  readonly keysFile: string;
  /** URLs of services that run, by name. */
  readonly urls: ReadonlyMap<string, string>;
  readonly port: number;
  readonly overrides: Readonly<Record<string, string>>;
}

/** Nobody listens on the discard port: where the gateway looks for a service that was not started. */
const nowhere = 'http://127.0.0.1:9';

const settings = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
  METRICS_PORT: '0',
  SHUTDOWN_TIMEOUT_MS: '5000',
  DB_POOL_SIZE: '6',
  // Tests about limits turn them on, tests about the cost of a hash set it back.
  RATE_LIMIT_ENABLED: 'false',
  PASSWORD_HASH_KIB: '512',
  ADMIN_EMAILS: firstAdminEmail,
};

/** The environment of one service under test. A service that exists only in a test has the needs of none. */
export function testEnvironment(name: string, parts: EnvironmentParts): Record<string, string> {
  const { servers, urls } = parts;
  const topology = readTopology();
  const known = topology.find((service) => service.name === name) ?? {
    name,
    secrets: [],
    needs: [],
  };
  const manifest: EnvironmentManifest = {
    ...known,
    hasDatabase: servers.databaseUrlOf(name) !== undefined,
  };
  return {
    ...settings,
    PORT: String(parts.port),
    ...environmentOf(manifest, {
      databaseUrlOf: (service) => servers.databaseUrlOf(service) ?? '',
      natsUrlOf: (service) => servers.nats.urlOf(service),
      redisUrl: servers.redis.url,
      smtpUrl: servers.mailbox.url,
      appUrl: 'https://tribe.test',
      passkeys: { domain: 'tribe.app', origin: 'https://tribe.app' },
      jwksUrl: parts.jwksUrl,
      keysFile: parts.keysFile,
      upstreams: new Map(
        topology
          .filter(hasPaths)
          .map((service) => [service.name, urls.get(service.name) ?? nowhere]),
      ),
      secretOf: (_service, secret) => `the-${secret}-of-a-service-under-test`,
    }),
    ...parts.overrides,
  };
}

function hasPaths({ paths }: ServiceEntry): boolean {
  return paths.length > 0;
}
