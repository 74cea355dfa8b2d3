import { LRUCache } from 'lru-cache';
import type { RateLimit, RateLimitState } from './rate-limit';

/** Maximum number of keys; the least recently used key is dropped first. */
const maxKeys = 50_000;

interface Window {
  count: number;
  /** In terms of `performance.now()`. */
  readonly endsAt: number;
}

/** Counts of the rate limiter while Redis is down: the same fixed windows in memory, with a limited number of keys. */
export class MemoryWindows {
  private readonly windows = new LRUCache<string, Window>({ max: maxKeys });

  consume(key: string, limit: RateLimit): RateLimitState {
    const window = this.open(key, limit);
    window.count += 1;
    return stateOf(window, limit, window.count > limit.points);
  }

  peek(key: string, limit: RateLimit): RateLimitState {
    const window = this.open(key, limit);
    return stateOf(window, limit, window.count >= limit.points);
  }

  giveBack(key: string, { name }: RateLimit): void {
    const window = this.windows.get(`${name}:${key}`);
    if (window !== undefined) window.count = Math.max(0, window.count - 1);
  }

  reset(key: string, { name }: RateLimit): void {
    this.windows.delete(`${name}:${key}`);
  }

  private open(key: string, { name, windowSeconds }: RateLimit): Window {
    const id = `${name}:${key}`;
    const now = performance.now();
    const current = this.windows.get(id);
    if (current !== undefined && current.endsAt > now) return current;
    const opened: Window = { count: 0, endsAt: now + windowSeconds * 1000 };
    this.windows.set(id, opened);

    return opened;
  }
}

function stateOf(window: Window, { points }: RateLimit, limited: boolean): RateLimitState {
  return {
    limited,
    limit: points,
    remaining: Math.max(0, points - window.count),
    resetSeconds: Math.max(1, Math.ceil((window.endsAt - performance.now()) / 1000)),
  };
}
