import { z } from 'zod';
import { address, secretText } from './variable-types';

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(0).max(600_000);

/**
 * The environment variables of every service. A service extends it in its `config.ts`. The description of a variable
 * is its documentation; a variable with `secret: true` may be read from a file.
 *
 * @example
 * export const goalsConfig = baseConfig.extend({
 *   GOAL_MAX_PARTICIPANTS: z.coerce.number().int().default(50).describe('Maximum number of participants of a goal'),
 * });
 */
export const baseConfig = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('Environment of the process; some limits are stricter in production'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Lowest level of log lines that are written'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Network address to listen on; `0.0.0.0` in a container'),
  PORT: port.default(0).describe('Port of the HTTP server; 0 takes a free port'),
  METRICS_PORT: port.default(0).describe('Port of `/metrics`; 0 takes a free port'),
  SERVICE_VERSION: z
    .string()
    .min(1)
    .default('dev')
    .describe('Version of the release, in log lines and spans'),
  NATS_URL: address('nats', 'tls')
    .meta({ secret: true })
    .default('nats://127.0.0.1:4222')
    .describe('NATS server, with the user and the password of the service'),
  REDIS_URL: address('redis', 'rediss')
    .meta({ secret: true })
    .default('redis://127.0.0.1:6379')
    .describe('Redis server, with its password'),
  JWKS_URL: address('http', 'https').describe(
    'Public keys of access tokens, which identity serves at `/.well-known/jwks.json`',
  ),
  JWT_ISSUER: z
    .string()
    .min(1)
    .default('https://tribe.app')
    .describe('Issuer of access tokens; the same for every service'),
  JWT_AUDIENCE: z
    .string()
    .min(1)
    .default('tribe-api')
    .describe('Audience of access tokens; the same for every service'),
  CURSOR_SECRET: secretText.describe(
    'Encrypts the cursors of lists, so that clients cannot read or forge them; the same on every replica',
  ),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Number of proxies in front of the process that append to `X-Forwarded-For`'),
  SHUTDOWN_TIMEOUT_MS: milliseconds
    .default(10_000)
    .describe(
      'Maximum time for requests and handlers in flight after a stop signal, in milliseconds',
    ),
  DRAIN_DELAY_MS: milliseconds
    .default(0)
    .describe(
      'Time to keep serving after readiness turns off, so that load balancers notice, in milliseconds',
    ),
  BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(16_777_216)
    .default(262_144)
    .describe('Maximum size of a request body, in bytes'),
  DEADLINE_FACTOR: z.coerce
    .number()
    .min(1)
    .max(20)
    .default(1)
    .describe(
      'Factor for the deadlines of calls of other services, and of connections to them, Postgres and Redis; above 1 on a machine that stalls, such as one that runs tests',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('http', 'https')
    .optional()
    .describe('OpenTelemetry collector that receives spans; without it, no spans are recorded'),
  IDEMPOTENCY_SECRET: secretText
    .optional()
    .describe('Encrypts the stored responses of `Idempotency-Key`; the same on every replica'),
  DATABASE_URL: address('postgresql', 'postgres')
    .meta({ secret: true })
    .optional()
    .describe('Postgres database, with the runtime role of the service and `?schema=`'),
  DB_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe('Maximum number of database connections of the process'),
});

/** The configuration of every service; extended by the type of each service. */
export type BaseConfig = z.infer<typeof baseConfig>;

/** Variables that only a service with a database uses; it cannot start without the first two. */
export const databaseVariables = ['DATABASE_URL', 'IDEMPOTENCY_SECRET', 'DB_POOL_SIZE'] as const;
