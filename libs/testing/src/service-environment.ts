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

const secondFactorSecret = 'second-factors-of-tests-are-sealed-with-this';
const phoneHashSecret = 'phone-numbers-of-tests-are-hashed-with-this';

/** Nobody listens on the discard port: where the gateway looks for a service that was not started. */
const nowhere = 'http://127.0.0.1:9';
const routedServices = ['identity', 'social-graph', 'goals', 'notifications', 'realtime'];

/** The environment of one service, as the start command of a developer's machine would set it. */
export function environmentOf(service: string, parts: EnvironmentParts): Record<string, string> {
  const { servers, urls } = parts;
  const databaseUrl = servers.databaseUrlOf(service);
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    HOST: '127.0.0.1',
    PORT: String(parts.port),
    METRICS_PORT: '0',
    NATS_URL: servers.nats.urlOf(service),
    REDIS_URL: servers.redis.url,
    JWKS_URL: parts.jwksUrl,
    CURSOR_SECRET: 'cursors-of-tests-are-signed-with-this',
    LINK_SECRET: 'links-of-tests-are-signed-with-this',
    SHUTDOWN_TIMEOUT_MS: '5000',
    ...(databaseUrl && { DATABASE_URL: databaseUrl, DB_POOL_SIZE: '6' }),
    ...(service === 'notifications' && { SMTP_URL: servers.mailbox.url, APP_URL: 'https://tribe.test' }),
    ...(service === 'identity' && {
      JWT_KEYS_FILE: parts.keysFile,
      // Tests about the cost of a hash set it back.
      PASSWORD_HASH_KIB: '512',
      SECOND_FACTOR_SECRET: secondFactorSecret,
      PHONE_HASH_SECRET: phoneHashSecret,
    }),
    // Everybody but the gateway stands behind the gateway.
    ...(service !== 'gateway' && { TRUSTED_PROXIES: '1' }),
    ...(service === 'gateway' && { RATE_LIMIT_ENABLED: 'false', ...gatewayUrls(urls) }),
    ...parts.overrides,
  };
}

/** IDENTITY_URL, SOCIAL_GRAPH_URL, … */
function gatewayUrls(urls: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    routedServices.map((name) => [`${name.replaceAll('-', '_').toUpperCase()}_URL`, urls.get(name) ?? nowhere]),
  );
}
