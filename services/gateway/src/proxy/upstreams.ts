import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { InjectConfig, Lifecycle } from '@tribe/service-kit';
import { Pool } from 'undici';
import type { GatewayConfig } from '../config';

const connectTimeoutMs = 1_000;
/** Connections for the calls of the gateway itself, which must not wait behind those of clients. */
const ownConnections = 16;
/** Less than the 72 s of the owners, so that a connection is not used while its owner closes it. */
const keepAliveMs = 60_000;

type Pools = Readonly<Record<'requests' | 'streams' | 'composed' | 'probes', Pool>>;

/**
 * The addresses of the services, and connection pools to them: for requests of clients, for responses without an end, for
 * composed responses, for probes.
 */
@Injectable()
export class Upstreams {
  private readonly urls: ReadonlyMap<ServiceName, URL>;
  private readonly pools: ReadonlyMap<ServiceName, Pools>;

  constructor(@InjectConfig() config: GatewayConfig, lifecycle: Lifecycle) {
    this.urls = config.UPSTREAMS;

    const options = {
      pipelining: 1,
      connect: { timeout: connectTimeoutMs * config.DEADLINE_FACTOR },
      keepAliveMaxTimeout: keepAliveMs,
      headersTimeout: config.UPSTREAM_TIMEOUT_MS,
      bodyTimeout: config.UPSTREAM_TIMEOUT_MS,
    };

    this.pools = new Map(
      [...this.urls].map(([name, { origin }]) => {
        const open = (connections: number) => new Pool(origin, { ...options, connections });
        const requests = open(config.UPSTREAM_CONNECTIONS);

        // As many as there are streams, which may be silent for as long as a WebSocket.
        const streams = new Pool(origin, { ...options, bodyTimeout: config.WEBSOCKET_IDLE_MS });

        return [name, { requests, streams, composed: open(ownConnections), probes: open(2) }];
      }),
    );

    lifecycle.onStop('connections', async () => {
      const pools = [...this.pools.values()].flatMap((each) => Object.values<Pool>(each));
      await Promise.all(pools.map((pool) => pool.destroy()));
    });
  }

  /** @throws Error for a service without public paths */
  urlOf(name: ServiceName): URL {
    return knownOf(this.urls, name);
  }

  /** @throws Error for a service without public paths */
  pool(name: ServiceName, purpose: keyof Pools): Pool {
    return knownOf(this.pools, name)[purpose];
  }
}

function knownOf<T>(known: ReadonlyMap<ServiceName, T>, name: ServiceName): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`Unknown upstream ${name}`);
  return found;
}
