import type { RateLimit, RateLimitState } from './rate-limit';

/** Points of a key that one process took from the shared counter, to spend them without asking again. */
export interface Lease {
  /** Points taken; 0 when the limit was reached. */
  readonly granted: number;
  /** Points of `granted` that this process has spent. */
  spent: number;
  /** Points left in the shared counter when the lease was granted. */
  readonly left: number;
  /** End of the window, and thus of the lease, in terms of `performance.now()`. */
  readonly endsAt: number;
}

/** Returns a tenth of a limit in whole points: 0 for a limit that is too small for leases. */
export function leaseSize({ points }: RateLimit): number {
  return Math.floor(points / 10);
}

/** Returns whether a call can be paid from the lease at the time `now`. */
export function canSpend(lease: Lease, now: number): boolean {
  return lease.spent < lease.granted && now < lease.endsAt;
}

/**
 * Returns the state of a key after a call was paid from its lease, or when none was granted. `remaining` takes into
 * account the calls of this process, and the points that other processes took before the lease.
 */
export function leaseState(
  { granted, spent, left, endsAt }: Lease,
  limit: RateLimit,
  now: number,
): RateLimitState {
  return {
    limited: granted === 0,
    limit: limit.points,
    remaining: left + granted - spent,
    resetSeconds: Math.max(1, Math.ceil((endsAt - now) / 1000)),
  };
}
