import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectConfig, Lifecycle, Metrics } from '@tribe/service-kit';
import { networksOf } from '@tribe/service-kit/edge';
import type { GatewayConfig } from '../config';
import type { Refusal } from './upgrade.rules';

/** The connections to realtime that clients hold: WebSockets and event streams. They share their limits. */
@Injectable()
export class OpenConnections {
  private readonly open = new Set<Writable>();
  private readonly perNetwork = new Map<string, number>();

  constructor(
    @InjectConfig() private readonly config: GatewayConfig,
    lifecycle: Lifecycle,
    metrics: Metrics,
  ) {
    lifecycle.onStop('work', () => this.open.forEach((connection) => connection.destroy()));

    metrics.gauge({
      name: 'tribe_gateway_websockets',
      help: 'Open WebSockets and event streams that are connected to realtime',
      collect: (gauge) => gauge.set(this.open.size),
    });
  }

  /** Returns why there is no place for a connection of this address, or undefined. */
  refusalOf(address: string): Refusal | undefined {
    const { MAX_WEBSOCKETS: most, MAX_WEBSOCKETS_PER_ADDRESS: mostPerAddress } = this.config;
    if (this.open.size >= most) return 'full';

    const isFull = networksOf(address).some(
      ({ network, share }) => (this.perNetwork.get(network) ?? 0) >= mostPerAddress * share,
    );

    return isFull ? 'too many' : undefined;
  }

  /** Takes a place until the connection is closed. */
  take(connection: Writable, address: string): void {
    const networks = networksOf(address).map(({ network }) => network);
    this.open.add(connection);
    for (const network of networks) this.changeOpen(network, 1);

    connection.once('close', () => {
      this.open.delete(connection);
      for (const network of networks) this.changeOpen(network, -1);
    });
  }

  private changeOpen(network: string, by: 1 | -1): void {
    const open = (this.perNetwork.get(network) ?? 0) + by;
    if (open === 0) this.perNetwork.delete(network);
    else this.perNetwork.set(network, open);
  }
}
