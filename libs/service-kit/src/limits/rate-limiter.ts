import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { MemoryWindows } from './memory-windows';
import type { RateLimit, RateLimitState } from './rate-limit';

/** A connected Redis that missed its deadline is not asked again for this long, in milliseconds. */
const hungPauseMs = 1_000;

/**
 * Counts calls in fixed windows that start with the first call, in Redis, so that all replicas share one count. A fixed
 * window lets a client that times it well make up to twice the limit around the end of a window.
 *
 * When Redis does not answer within the deadline of its connection, each process counts in its own memory: the limit
 * then holds per process instead of in total, but never opens. When Redis is back or lost its data, windows start again.
 *
 * @example
 * const failedLogins: RateLimit = { name: 'failed-login', points: 5, windowSeconds: 900 };
 * const { limited, resetSeconds } = await limiter.consume(`${email} ${ip}`, failedLogins);
 */
export class RateLimiter {
  private readonly limiters = new Map<string, RateLimiterRedis>();
  private readonly memory = new MemoryWindows();
  private pausedUntil = 0;

  /** @param client asked for when the first limit is used, so that a service without limits opens no connection */
  constructor(private readonly client: () => Redis) {}

  /** Opens the connection ahead of the first call. Call it in the constructor of what uses the limits. */
  prepare(limits: readonly RateLimit[]): void {
    for (const limit of limits) this.limiterFor(limit);
  }

  /**
   * Counts one call and says whether it is over the limit. To limit tries that may fail, consume before the try and
   * `reset` after a success: asking first and counting afterwards would let parallel tries through.
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

  /** How the key stands, without counting: `limited` is true when the next call would be over the limit. */
  async peek(key: string, limit: RateLimit): Promise<RateLimitState> {
    if (performance.now() < this.pausedUntil) return this.memory.peek(key, limit);
    try {
      return toPeeked(await this.limiterFor(limit).get(key), limit);
    } catch {
      this.pauseIfHung();
      return this.memory.peek(key, limit);
    }
  }

  /** Forgets what was counted for the key. Does nothing while Redis is away but for this process's own count. */
  async reset(key: string, limit: RateLimit): Promise<void> {
    this.memory.reset(key, limit);
    await this.limiterFor(limit)
      .delete(key)
      .catch(() => false);
  }

  /** A lost connection fails at once and needs no pause; one that hangs would cost every call the whole deadline. */
  private pauseIfHung(): void {
    if (this.client().status === 'ready') this.pausedUntil = performance.now() + hungPauseMs;
  }

  private limiterFor(limit: RateLimit): RateLimiterRedis {
    const known = this.limiters.get(limit.name);
    if (known !== undefined) return known;
    const limiter = new RateLimiterRedis({
      storeClient: this.client(),
      keyPrefix: `limit:${limit.name}`,
      points: limit.points,
      duration: limit.windowSeconds,
      rejectIfRedisNotReady: true,
    });
    this.limiters.set(limit.name, limiter);
    return limiter;
  }
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
