import { LRUCache } from 'lru-cache';
import { canSpend, type Lease, leaseSize, leaseState } from './lease.rules';
import type { RateLimit, RateLimitState } from './rate-limit';
import type { RateLimiter } from './rate-limiter';

/** Maximum number of leases; the points of the least recently used lease are lost first. */
const maxLeases = 50_000;

/**
 * Counts calls like {@link RateLimiter}, but takes a tenth of a limit at a time and spends it in memory, so that most
 * calls need no round trip to Redis. All processes together never allow more than the limit. A client that uses several
 * processes can be refused early, by less than a tenth of the limit for each further process, because the points that
 * one process holds are not available to the others.
 *
 * A limit below ten points is counted exactly. While Redis is down, the points in hand are spent first; then the process
 * counts in memory, like the `RateLimiter`.
 *
 * @example
 * const state = limiter.consume(`user:${userId}`, reads);
 * const { limited } = state instanceof Promise ? await state : state;
 */
export class LeasedLimiter {
  private readonly leases = new LRUCache<string, Lease>({ max: maxLeases });
  private readonly requested = new Map<string, Promise<Lease | undefined>>();

  constructor(private readonly limiter: RateLimiter) {}

  /** Counts one call and returns whether it exceeds the limit; without a promise if a point is in hand. */
  consume(key: string, limit: RateLimit): RateLimitState | Promise<RateLimitState> {
    if (leaseSize(limit) === 0) return this.limiter.consume(key, limit);
    return this.spend(key, limit) ?? this.spendNext(key, limit);
  }

  private spend(key: string, limit: RateLimit): RateLimitState | undefined {
    const lease = this.leases.get(idOf(key, limit));
    const now = performance.now();
    if (lease === undefined || !canSpend(lease, now)) return undefined;
    lease.spent += 1;

    return leaseState(lease, limit, now);
  }

  /**
   * Spends a point of the next lease. When earlier calls have spent all of its points, counts with a command of its own
   * instead of waiting for further leases, so that a call waits for at most two commands.
   */
  private async spendNext(key: string, limit: RateLimit): Promise<RateLimitState> {
    const lease = await this.nextLease(key, limit);
    const spent = this.spend(key, limit);
    if (spent !== undefined) return spent;
    if (lease?.granted === 0) return leaseState(lease, limit, performance.now());

    return this.limiter.consume(key, limit);
  }

  /** Requests one lease of a key at a time; concurrent calls wait for the same one. */
  private nextLease(key: string, limit: RateLimit): Promise<Lease | undefined> {
    const id = idOf(key, limit);
    const underWay = this.requested.get(id);
    if (underWay !== undefined) return underWay;

    const next = this.limiter
      .lease(key, limit, leaseSize(limit))
      .then((lease) => {
        if (lease !== undefined) this.leases.set(id, lease);
        return lease;
      })
      .finally(() => this.requested.delete(id));

    this.requested.set(id, next);

    return next;
  }
}

function idOf(key: string, { name }: RateLimit): string {
  return `${name}:${key}`;
}
