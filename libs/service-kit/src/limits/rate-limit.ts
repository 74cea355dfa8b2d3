/** A maximum number of calls per time window. */
export interface RateLimit {
  /** Part of the key in Redis; must be unique. */
  readonly name: string;
  /** Calls allowed in one window. */
  readonly points: number;
  readonly windowSeconds: number;
}

/** State of a key under a limit. */
export interface RateLimitState {
  /** Whether this call (for `peek`: the next call) exceeds the limit. */
  readonly limited: boolean;
  /** Calls allowed in one window. */
  readonly limit: number;
  /** Calls left in this window. */
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
}
