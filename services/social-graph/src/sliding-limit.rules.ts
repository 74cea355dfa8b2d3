/** How often something may be done within a window of time that moves along. */
export interface SlidingLimit {
  readonly times: number;
  readonly windowMs: number;
}

/** Events at this moment or before do not count. */
export function windowStart({ windowMs }: Pick<SlidingLimit, 'windowMs'>, now: Date): Date {
  return new Date(now.getTime() - windowMs);
}

/**
 * Whole seconds until it may be done once more; undefined when that is allowed right away.
 *
 * @param moments when it was done within the window, oldest first
 */
export function secondsUntilAllowed(
  moments: readonly Date[],
  limit: SlidingLimit,
  now: Date,
): number | undefined {
  const blocking = moments[moments.length - limit.times];
  if (!blocking) return undefined;
  const waitMs = blocking.getTime() - windowStart(limit, now).getTime();

  return Math.max(1, Math.ceil(waitMs / 1000));
}
