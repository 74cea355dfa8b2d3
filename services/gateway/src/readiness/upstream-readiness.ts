import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { Health, InjectConfig, Lifecycle, Logger } from '@tribe/service-kit';
import { edgeRevisionHeader } from '@tribe/service-kit/edge';
import type { GatewayConfig } from '../config';
import { Upstreams } from '../proxy/upstreams';
import { owners, upstreams } from '../routing/owners';
import { RoutingTable } from '../routing/routing-table';
import { OwnerContracts } from './owner-contracts';

const pollMs = 1_000;
const maxWaitMs = 5_000;
const deadlineMs = 1_000;

/**
 * Polls the readiness of the services in the background, so that `GET /readyz` needs no calls. Reads the endpoints of an
 * owner when the owner is first reached, and whenever they change. The pauses grow while a service is not ready.
 */
@Injectable()
export class UpstreamReadiness {
  private readonly ready = new Map<ServiceName, boolean>();
  private readonly stopping = new AbortController();
  private readonly logger: Logger;

  constructor(
    private readonly services: Upstreams,
    private readonly contracts: OwnerContracts,
    private readonly table: RoutingTable,
    @InjectConfig() private readonly config: GatewayConfig,
    health: Health,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('UpstreamReadiness');
    for (const name of upstreams) health.register(name, () => this.assertReady(name));
    const loops: Promise<void>[] = [];

    lifecycle.onStart(async () => {
      // Unless an owner is unavailable, its endpoints are known before the first request.
      await Promise.all(upstreams.map((name) => this.check(name)));
      loops.push(...upstreams.map((name) => this.watch(name)));
    });

    lifecycle.onStop('work', async () => {
      this.stopping.abort();
      await Promise.all(loops);
    });
  }

  private assertReady(name: ServiceName): void {
    if (this.ready.get(name) !== true) throw new Error(`${name} is not ready`);
  }

  private async watch(name: ServiceName): Promise<void> {
    let misses = 0;
    while (!this.stopping.signal.aborted) {
      const wait = misses === 0 ? pollMs : Math.min(maxWaitMs, 100 * 2 ** Math.min(misses, 10));
      await sleep(wait * (0.75 + Math.random() / 2), undefined, {
        signal: this.stopping.signal,
      }).catch(() => undefined);
      if (!this.stopping.signal.aborted) misses = (await this.check(name)) ? 0 : misses + 1;
    }
  }

  private async check(name: ServiceName): Promise<boolean> {
    const ready = await this.isReady(name);
    if (ready !== this.ready.get(name))
      this.logger.info({ upstream: name, ready }, 'readiness of a service changed');
    this.ready.set(name, ready);

    return ready;
  }

  private async isReady(name: ServiceName): Promise<boolean> {
    const deadline = AbortSignal.timeout(deadlineMs * this.config.DEADLINE_FACTOR);

    try {
      const response = await this.services.pool(name, 'probes').request({
        method: 'GET',
        path: '/readyz',
        signal: AbortSignal.any([deadline, this.stopping.signal]),
      });

      await response.body.dump();
      const isNew = response.headers[edgeRevisionHeader] !== this.table.revisionOf(name);
      if (isNew && owners.includes(name)) await this.contracts.load(name);

      return response.statusCode === 200;
    } catch {
      return false;
    }
  }
}
