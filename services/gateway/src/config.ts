import type { ServiceName } from '@tribe/contracts';
import { address, baseConfig, flag } from '@tribe/service-kit';
import { z } from 'zod';
import { upstreams } from './routing/owners';

/** `identity=http://identity:8080,goals=http://goals:8080`: every service with public paths, once. */
const addresses = z.string().transform((list, context) => {
  const urls = new Map<ServiceName, URL>();
  for (const entry of list.split(',')) {
    const [name = '', url = ''] = entry.split('=').map((part) => part.trim());
    const known = upstreams.find((upstream) => upstream === name);
    if (known === undefined)
      context.addIssue(`names ${name || 'nothing'}, which is no service with public paths`);
    else if (!serviceUrl.safeParse(url).success)
      context.addIssue(`has no usable address of ${name}`);
    else urls.set(known, new URL(url));
  }
  const missing = upstreams.find((name) => !urls.has(name));
  if (missing !== undefined) context.addIssue(`lacks the address of ${missing}`);
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
  /** Where the services are that the gateway passes requests on to. */
  UPSTREAMS: addresses,
  RATE_LIMIT_ENABLED: flag.prefault('true'),
  /** Origins a browser may call from, separated by commas. */
  ALLOWED_ORIGINS: origins.prefault('https://tribe.app,https://app.tribe.com,tribe://app'),
  /** How long an owner may take until its answer begins, in milliseconds. */
  UPSTREAM_TIMEOUT_MS: milliseconds.default(10_000),
  /** How long an owner may take to give its part of an answer that is composed here, in milliseconds. */
  COMPOSED_TIMEOUT_MS: milliseconds.default(2_000),
  /** Requests in flight to one owner; the ones beyond are answered with 503. */
  UPSTREAM_MAX_IN_FLIGHT: z.coerce.number().int().min(1).default(1_024),
  /** How long a client may read nothing of an answer before its connection is closed, in milliseconds. */
  SLOW_CLIENT_MS: milliseconds.default(30_000),
  /** WebSockets this process holds at most, in total and from one client address. */
  MAX_WEBSOCKETS: z.coerce.number().int().min(1).default(20_000),
  MAX_WEBSOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(500),
  /** A WebSocket that is silent this long is cut, in milliseconds; socket.io pings every 25 s. */
  WEBSOCKET_IDLE_MS: milliseconds.default(90_000),
});

export type GatewayConfig = z.infer<typeof gatewayConfig>;
