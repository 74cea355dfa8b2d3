/** Bounds of an exponential backoff, in milliseconds. */
export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * Returns the wait after `failures` failures, at least one: doubles from `firstMs` up to `maxMs`, with up to 50 % jitter.
 *
 * @param random between 0 and 1
 */
export function backoffMs(failures: number, { firstMs, maxMs }: Backoff, random: number): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
