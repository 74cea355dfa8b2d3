/** A number of calls per window. */
export interface RateLimit {
  /** Part of the key in Redis: two limits never share a name. */
  readonly name: string;
  /** Calls allowed in one window. */
  readonly points: number;
  readonly windowSeconds: number;
}

/** How a key stands against a limit. */
export interface RateLimitState {
  /** True when this call (for `peek`: the next one) is over the limit. */
  readonly limited: boolean;
  /** Calls allowed in one window. */
  readonly limit: number;
  /** Calls left in this window. */
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
}
