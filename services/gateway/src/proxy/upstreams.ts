import { Injectable } from '@nestjs/common';
import { InjectConfig, Lifecycle } from '@tribe/service-kit';
import { Pool } from 'undici';
import type { GatewayConfig } from '../config';
import { type Owner, owners } from '../routes';

export type Upstream = Owner | 'realtime';
export const upstreams: readonly Upstream[] = [...owners, 'realtime'];

const CONNECT_TIMEOUT_MS = 1_000;
const CONNECTIONS = 128;
/** A connection is given up before the owner's own 72 s, so that it is not used while it closes. */
const KEEP_ALIVE_MS = 60_000;

/** Where the services are, and kept-alive connections to them. */
@Injectable()
export class Upstreams {
  readonly urls: Readonly<Record<Upstream, URL>>;
  private readonly pools = new Map<Upstream, Pool>();

  constructor(@InjectConfig() config: GatewayConfig, lifecycle: Lifecycle) {
    this.urls = {
      identity: new URL(config.IDENTITY_URL),
      'social-graph': new URL(config.SOCIAL_GRAPH_URL),
      goals: new URL(config.GOALS_URL),
      notifications: new URL(config.NOTIFICATIONS_URL),
      realtime: new URL(config.REALTIME_URL),
    };
    for (const name of upstreams) {
      const pool = new Pool(this.urls[name].origin, {
        connections: CONNECTIONS,
        pipelining: 1,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        keepAliveMaxTimeout: KEEP_ALIVE_MS,
        headersTimeout: config.UPSTREAM_TIMEOUT_MS,
        bodyTimeout: config.UPSTREAM_TIMEOUT_MS,
      });
      this.pools.set(name, pool);
    }
    lifecycle.onStop('connections', async () => {
      await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
    });
  }

  pool(name: Upstream): Pool {
    const pool = this.pools.get(name);
    if (pool === undefined) throw new Error(`There is no upstream ${name}`);
    return pool;
  }
}
