import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { CallCounter } from './call-counters.rules';
import type { Lease } from './lease.rules';
import { MemoryWindows } from './memory-windows';
import type { RateLimit, RateLimitState } from './rate-limit';

/** How long to avoid a connected Redis that missed its deadline, in milliseconds. */
const hungPauseMs = 1_000;

/**
 * Takes at most ARGV[1] points from the counter of RateLimiterRedis, without exceeding ARGV[2]. Returns the points taken,
 * the points left, and the milliseconds until the window of ARGV[3] seconds ends.
 */
const leaseScript = `
  redis.call('SET', KEYS[1], 0, 'EX', ARGV[3], 'NX')
  local left = math.max(0, tonumber(ARGV[2]) - tonumber(redis.call('GET', KEYS[1])))
  local granted = math.min(tonumber(ARGV[1]), left)
  redis.call('INCRBY', KEYS[1], granted)
  if redis.call('PTTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
  return { granted, left - granted, redis.call('PTTL', KEYS[1]) }
`;

/**
 * Counts calls in Redis, in fixed windows that start with the first call, so that all replicas share one count. Around
 * the end of a fixed window, a client can make up to twice the limit.
 *
 * When Redis does not answer within the deadline of its connection, each process counts in memory: the limit then
 * applies per process instead of in total. When Redis is back or lost its data, windows start again.
 *
 * @example
 * const failedLogins: RateLimit = { name: 'failed-login', points: 5, windowSeconds: 900 };
 * const { limited, resetSeconds } = await limiter.consume(`${email} ${ip}`, failedLogins);
 */
export class RateLimiter {
  private readonly limiters = new Map<string, RateLimiterRedis>();
  private readonly memory = new MemoryWindows();
  private pausedUntil = 0;

  /** @param client called when the first limit is used, so that a service without limits opens no connection */
  constructor(private readonly client: () => Redis) {}

  /** Opens the connection before the first call. Call it in the constructor of the class that uses the limits. */
  prepare(limits: readonly RateLimit[]): void {
    for (const limit of limits) this.limiterFor(limit);
  }

  /**
   * Counts one call and returns whether it exceeds the limit. To limit failing tries, consume before the try and
   * `reset` after a success; a check before and a count after the try would let concurrent tries through.
   */
  async consume(key: string, limit: RateLimit): Promise<RateLimitState> {
    if (performance.now() < this.pausedUntil) return this.memory.consume(key, limit);
    try {
      return toState(await this.limiterFor(limit).consume(key), limit);
    } catch (reason) {
      if (reason instanceof RateLimiterRes) return toState(reason, limit);
      this.pauseIfHung();
      return this.memory.consume(key, limit);
    }
  }

  /**
   * Counts one call under several counters, from the first to the last, and stops at one that exceeds its limit, so that a
   * refused call uses up no other.
   *
   * @returns the state of that counter, or of the counter with the fewest calls left
   */
  async consumeAll([first, ...others]: readonly CallCounter[]): Promise<RateLimitState> {
    if (first === undefined) throw new Error('There is nothing to count');
    const state = await this.consume(first.key, first.limit);
    if (state.limited || others.length === 0) return state;
    const other = await this.consumeAll(others);

    return other.limited || other.remaining < state.remaining ? other : state;
  }

  /** Takes a counted call back, which then counts as not made. While Redis is down, only in this process. */
  async giveBack(key: string, limit: RateLimit): Promise<void> {
    this.memory.giveBack(key, limit);
    await this.limiterFor(limit)
      .reward(key)
      .catch(() => undefined);
  }

  /**
   * Takes up to `points` points of a key at once, at most as many as are left, to be spent by this process. Single calls
   * and leases share one counter.
   *
   * @returns undefined while Redis is down
   */
  async lease(key: string, limit: RateLimit, points: number): Promise<Lease | undefined> {
    if (performance.now() < this.pausedUntil || this.client().status !== 'ready') return undefined;
    // Measured before the command, so that the lease never outlives the window.
    const requestedAt = performance.now();

    try {
      const [granted, left, msLeft] = await this.runLeaseScript(key, limit, points);
      return { granted, spent: 0, left, endsAt: requestedAt + msLeft };
    } catch {
      this.pauseIfHung();
      return undefined;
    }
  }

  /** Returns the state of a key without counting: `limited` is true when the next call would exceed the limit. */
  async peek(key: string, limit: RateLimit): Promise<RateLimitState> {
    if (performance.now() < this.pausedUntil) return this.memory.peek(key, limit);
    try {
      return toPeeked(await this.limiterFor(limit).get(key), limit);
    } catch {
      this.pauseIfHung();
      return this.memory.peek(key, limit);
    }
  }

  /** Resets the count of a key. While Redis is down, resets only the count of this process. */
  async reset(key: string, limit: RateLimit): Promise<void> {
    this.memory.reset(key, limit);
    await this.limiterFor(limit)
      .delete(key)
      .catch(() => false);
  }

  /**
   * A lost connection fails at once and needs no pause, but a hanging one would delay every call by the whole deadline.
   */
  private pauseIfHung(): void {
    if (this.client().status === 'ready') this.pausedUntil = performance.now() + hungPauseMs;
  }

  private runLeaseScript(
    key: string,
    { name, points: most, windowSeconds }: RateLimit,
    points: number,
  ): Promise<[number, number, number]> {
    const counter = `${keyPrefixOf(name)}:${key}`;
    return this.client().eval(leaseScript, 1, counter, points, most, windowSeconds) as Promise<
      [number, number, number]
    >;
  }

  private limiterFor(limit: RateLimit): RateLimiterRedis {
    const known = this.limiters.get(limit.name);
    if (known !== undefined) return known;

    const limiter = new RateLimiterRedis({
      storeClient: this.client(),
      keyPrefix: keyPrefixOf(limit.name),
      points: limit.points,
      duration: limit.windowSeconds,
      rejectIfRedisNotReady: true,
    });

    this.limiters.set(limit.name, limiter);

    return limiter;
  }
}

function keyPrefixOf(name: string): string {
  return `limit:${name}`;
}

function toState(
  { consumedPoints, msBeforeNext }: RateLimiterRes,
  { points, windowSeconds }: RateLimit,
): RateLimitState {
  return {
    limited: consumedPoints > points,
    limit: points,
    remaining: Math.max(0, points - consumedPoints),
    resetSeconds: msBeforeNext > 0 ? Math.ceil(msBeforeNext / 1000) : windowSeconds,
  };
}

function toPeeked(found: RateLimiterRes | null, limit: RateLimit): RateLimitState {
  if (found === null)
    return {
      limited: false,
      limit: limit.points,
      remaining: limit.points,
      resetSeconds: limit.windowSeconds,
    };
  return { ...toState(found, limit), limited: found.consumedPoints >= limit.points };
}
