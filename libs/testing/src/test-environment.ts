import {
  type EnvironmentManifest,
  environmentOf,
  readTopology,
  type ServiceEntry,
  testObjectStorage,
} from '@tribe/local-servers';
import { firstAdminEmail } from './admins';
import { deadlineFactor } from './patience';
import type { TribeServers } from './tribe-servers';

export interface EnvironmentParts {
  readonly servers: TribeServers;
  readonly jwksUrl: string;
  readonly keysFile: string;
  /** URLs of running services by name. */
  readonly urls: ReadonlyMap<string, string>;
  readonly port: number;
  readonly overrides: Readonly<Record<string, string>>;
}

/** Upstream of services that are not started: the discard port, on which no process listens. */
const unreachable = 'http://127.0.0.1:9';

const settings = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
  METRICS_PORT: '0',
  SHUTDOWN_TIMEOUT_MS: '5000',
  DEADLINE_FACTOR: String(deadlineFactor),
  COMPOSED_TIMEOUT_MS: '10000',
  UPSTREAM_QUEUE_MS: '10000',
  DB_POOL_SIZE: '6',
  // Tests of rate limits enable them, and tests of the hash cost reset it.
  RATE_LIMIT_ENABLED: 'false',
  PASSWORD_HASH_KIB: '512',
  ADMIN_EMAILS: firstAdminEmail,
};

/** Returns the environment of a service under test. A service that exists only in a test has no needs. */
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
      objectStorage: testObjectStorage(),
      appUrl: 'https://tribe.test',
      passkeys: { domain: 'tribe.app', origin: 'https://tribe.app' },
      jwksUrl: parts.jwksUrl,
      keysFile: parts.keysFile,
      upstreams: new Map(
        topology
          .filter(hasPaths)
          .map((service) => [service.name, urls.get(service.name) ?? unreachable]),
      ),
      secretOf: (_service, secret) => `the-${secret}-of-a-service-under-test`,
    }),
    ...parts.overrides,
  };
}

function hasPaths({ paths }: ServiceEntry): boolean {
  return paths.length > 0;
}
