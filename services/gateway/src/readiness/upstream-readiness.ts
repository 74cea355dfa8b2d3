import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Health, Lifecycle, Logger } from '@tribe/service-kit';
import { type Upstream, upstreams, Upstreams } from '../proxy/upstreams';
import { OwnerContracts } from './owner-contracts';

const POLL_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;
const DEADLINE_MS = 1_000;

/**
 * Watches from the background whether the services behind the gateway are ready, so that `GET /readyz` costs nothing.
 * An owner counts as ready when it says so and serves every route of the table. While the process is not ready, an
 * owner that is away is asked with growing pauses.
 */
@Injectable()
export class UpstreamReadiness {
  private readonly ready = new Map<Upstream, boolean>();
  private readonly checked = new Set<Upstream>();
  private readonly stopping = new AbortController();
  private readonly logger: Logger;

  constructor(
    private readonly services: Upstreams,
    private readonly contracts: OwnerContracts,
    health: Health,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('UpstreamReadiness');
    for (const name of upstreams) health.register(name, () => this.assertReady(name));
    const loops: Promise<void>[] = [];
    lifecycle.onStart(() => {
      loops.push(...upstreams.map((name) => this.watch(name)));
    });
    lifecycle.onStop('work', async () => {
      this.stopping.abort();
      await Promise.all(loops);
    });
  }

  private assertReady(name: Upstream): void {
    if (this.ready.get(name) !== true) throw new Error(`${name} is not ready`);
  }

  private async watch(name: Upstream): Promise<void> {
    let misses = 0;
    while (!this.stopping.signal.aborted) {
      const ready = await this.isReady(name);
      if (ready !== this.ready.get(name)) this.logger.info({ upstream: name, ready }, 'readiness of a service changed');
      this.ready.set(name, ready);
      misses = ready ? 0 : misses + 1;
      const wait = ready ? POLL_MS : Math.min(LONGEST_WAIT_MS, 100 * 2 ** Math.min(misses, 10));
      await sleep(wait * (0.75 + Math.random() / 2), undefined, { signal: this.stopping.signal }).catch(
        () => undefined,
      );
    }
  }

  private async isReady(name: Upstream): Promise<boolean> {
    try {
      const response = await this.services.pool(name).request({
        method: 'GET',
        path: '/readyz',
        signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), this.stopping.signal]),
      });
      await response.body.dump();
      if (response.statusCode !== 200) return this.forget(name);
      return name === 'realtime' || (await this.servesItsRoutes(name));
    } catch {
      return this.forget(name);
    }
  }

  /** A service that went away may come back as another release: its contract is read again. */
  private forget(name: Upstream): false {
    this.checked.delete(name);
    return false;
  }

  private async servesItsRoutes(name: Exclude<Upstream, 'realtime'>): Promise<boolean> {
    if (this.checked.has(name)) return true;
    if (!(await this.contracts.load(name))) return false;
    this.checked.add(name);
    return true;
  }
}
