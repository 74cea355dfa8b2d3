import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { InjectConfig, Lifecycle } from '@tribe/service-kit';
import { Pool } from 'undici';
import type { GatewayConfig } from '../config';

const connectTimeoutMs = 1_000;
const connections = 128;
/** Less than the 72 s of the owners, so that a connection is not used while its owner closes it. */
const keepAliveMs = 60_000;

/** The addresses of the services, and connection pools to them. */
@Injectable()
export class Upstreams {
  private readonly urls: ReadonlyMap<ServiceName, URL>;
  private readonly pools: ReadonlyMap<ServiceName, Pool>;

  constructor(@InjectConfig() config: GatewayConfig, lifecycle: Lifecycle) {
    this.urls = config.UPSTREAMS;

    const options = {
      connections,
      pipelining: 1,
      connect: { timeout: connectTimeoutMs },
      keepAliveMaxTimeout: keepAliveMs,
      headersTimeout: config.UPSTREAM_TIMEOUT_MS,
      bodyTimeout: config.UPSTREAM_TIMEOUT_MS,
    };

    this.pools = new Map(
      [...this.urls].map(([name, { origin }]) => [name, new Pool(origin, options)]),
    );

    lifecycle.onStop('connections', async () => {
      await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
    });
  }

  /** @throws Error for a service without public paths */
  urlOf(name: ServiceName): URL {
    return knownOf(this.urls, name);
  }

  /** @throws Error for a service without public paths */
  pool(name: ServiceName): Pool {
    return knownOf(this.pools, name);
  }
}

function knownOf<T>(known: ReadonlyMap<ServiceName, T>, name: ServiceName): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`Unknown upstream ${name}`);
  return found;
}
