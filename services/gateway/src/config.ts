import type { ServiceName } from '@tribe/contracts';
import { address, baseConfig, commaSeparated, flag } from '@tribe/service-kit';
import { z } from 'zod';
import { upstreams } from './routing/owners';

/** A URL for every service with public paths: `identity=http://identity:8080,goals=http://goals:8080`. */
const addresses = z.string().transform((list, context) => {
  const urls = new Map<ServiceName, URL>();

  for (const entry of list.split(',')) {
    const [name = '', url = ''] = entry.split('=').map((part) => part.trim());
    const known = upstreams.find((upstream) => upstream === name);
    if (known === undefined)
      context.addIssue(`contains "${name}", which is not a service with public paths`);
    else if (!serviceUrl.safeParse(url).success)
      context.addIssue(`has an invalid address for ${name}`);
    else urls.set(known, new URL(url));
  }

  const missing = upstreams.find((name) => !urls.has(name));
  if (missing !== undefined) context.addIssue(`has no address for ${missing}`);

  return urls as ReadonlyMap<ServiceName, URL>;
});
const serviceUrl = address('http', 'https');
const milliseconds = z.coerce.number().int().min(10).max(600_000);

export const gatewayConfig = baseConfig.extend({
  UPSTREAMS: addresses
    .meta({ format: 'list of `<service>=<URL>`, separated by commas' })
    .describe('URLs of the services that the gateway proxies to'),
  RATE_LIMIT_ENABLED: flag
    .prefault('true')
    .describe('Whether the number of requests per client is limited'),
  ALLOWED_ORIGINS: commaSeparated
    .prefault('https://tribe.app,https://app.tribe.com,tribe://app')
    .describe('Origins from which a browser may call the API'),
  UPSTREAM_TIMEOUT_MS: milliseconds
    .default(10_000)
    .describe('Maximum time until a service starts its response, in milliseconds'),
  COMPOSED_TIMEOUT_MS: milliseconds
    .default(2_000)
    .describe(
      'Maximum time until a service sends its part of a composed response, in milliseconds',
    ),
  PUSH_TIMEOUT_MS: milliseconds
    .default(8_000)
    .describe(
      'Maximum time for the operations of one push, in milliseconds; a device sends the others again',
    ),
  UPSTREAM_MAX_IN_FLIGHT: z.coerce
    .number()
    .int()
    .min(1)
    .default(1_024)
    .describe('Maximum number of requests in flight to one service; further requests get a 503'),
  UPSTREAM_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_024)
    .default(128)
    .describe(
      'Maximum number of connections to one service; further requests in flight wait for one',
    ),
  UPSTREAM_QUEUE_MS: milliseconds
    .default(2_000)
    .describe(
      'Maximum time that a request waits for a connection, in milliseconds; then it gets a 503',
    ),
  SLOW_CLIENT_MS: milliseconds
    .default(12_000)
    .describe(
      'Time in which a client must take the next part of its response before it is disconnected, in milliseconds',
    ),
  MAX_WEBSOCKETS: z.coerce
    .number()
    .int()
    .min(1)
    .default(20_000)
    .describe('Maximum number of WebSockets and event streams of one replica'),
  MAX_WEBSOCKETS_PER_ADDRESS: z.coerce
    .number()
    .int()
    .min(1)
    .default(500)
    .describe(
      'Maximum number of WebSockets and event streams from one client address on one replica',
    ),
  HANDSHAKES_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(300)
    .describe(
      'Maximum number of WebSockets and event streams that one client address may open per minute',
    ),
  WEBSOCKET_IDLE_MS: milliseconds
    .default(90_000)
    .describe(
      'Time after which a silent WebSocket or event stream is closed, in milliseconds; realtime sends something every 25 s',
    ),
});

export type GatewayConfig = z.infer<typeof gatewayConfig>;
