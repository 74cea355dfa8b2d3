import type { ServiceName } from '@tribe/contracts';
import { address, baseConfig, flag } from '@tribe/service-kit';
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

const origins = z.string().transform((list) =>
  list
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== ''),
);

export const gatewayConfig = baseConfig.extend({
  /** The services to which the gateway forwards requests. */
  UPSTREAMS: addresses,
  RATE_LIMIT_ENABLED: flag.prefault('true'),
  /** Origins whose web pages may call the API, separated by commas. */
  ALLOWED_ORIGINS: origins.prefault('https://tribe.app,https://app.tribe.com,tribe://app'),
  /** Milliseconds until an owner must start its response. */
  UPSTREAM_TIMEOUT_MS: milliseconds.default(10_000),
  /** Milliseconds until an owner must return its part of a composed response. */
  COMPOSED_TIMEOUT_MS: milliseconds.default(2_000),
  /** Maximum number of requests in flight to one owner. Further requests get 503. */
  UPSTREAM_MAX_IN_FLIGHT: z.coerce.number().int().min(1).default(1_024),
  /** Maximum number of WebSockets in this process, in total and from one client address. */
  MAX_WEBSOCKETS: z.coerce.number().int().min(1).default(20_000),
  MAX_WEBSOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(500),
  /** Milliseconds without traffic after which a WebSocket is closed. socket.io pings every 25 s. */
  WEBSOCKET_IDLE_MS: milliseconds.default(90_000),
});

export type GatewayConfig = z.infer<typeof gatewayConfig>;
