import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(0).max(600_000);

/** A boolean environment variable: `true`, `false`, `1` or `0`. */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((value) => value === 'true' || value === '1');

/** The URL of another process, with one of the given schemes. */
export function address(...schemes: string[]) {
  return z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      {
        message: `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
      },
    );
}

/**
 * The environment variables of every service. A service extends it in its `config.ts`:
 *
 * @example export const goalsConfig = baseConfig.extend({ GOAL_MAX_PARTICIPANTS: z.coerce.number().int().default(50) });
 */
export const baseConfig = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 takes any free port. */
  PORT: port.default(0),
  METRICS_PORT: port.default(0),
  SERVICE_VERSION: z.string().min(1).default('dev'),
  NATS_URL: address('nats', 'tls').default('nats://127.0.0.1:4222'),
  REDIS_URL: address('redis', 'rediss').default('redis://127.0.0.1:6379'),
  /** Key set of the access tokens, published by identity. */
  JWKS_URL: address('http', 'https'),
  JWT_ISSUER: z.string().min(1).default('https://tribe.app'),
  JWT_AUDIENCE: z.string().min(1).default('tribe-api'),
  /** Signs cursors, so that clients cannot forge them. At least 32 characters, the same on every replica. */
  CURSOR_SECRET: z.string().min(32, 'must be at least 32 characters'),
  /** Number of proxies in front of this process that append to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Maximum time for requests and handlers in flight after a stop signal, in milliseconds. */
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(10_000),
  /** How long to keep serving after readiness turns off, so that load balancers notice, in milliseconds. */
  DRAIN_DELAY_MS: milliseconds.default(0),
  /** Maximum request body, in bytes. */
  BODY_LIMIT_BYTES: z.coerce.number().int().min(1_024).max(16_777_216).default(262_144),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('http', 'https').optional(),
  /**
   * Only for services with a schema: encrypts the responses stored for an Idempotency-Key. The same on every replica.
   */
  IDEMPOTENCY_SECRET: z.string().min(32, 'must be at least 32 characters').optional(),
  /** Only for services with a schema: the runtime role, with `?schema=`. */
  DATABASE_URL: address('postgresql', 'postgres').optional(),
  DB_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
});

/** The configuration of every service; extended by the type of each service. */
export type BaseConfig = z.infer<typeof baseConfig>;
