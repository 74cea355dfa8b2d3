/** How the waits between tries grow, in milliseconds. */
export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** Wait before try `failures + 1`: doubles from `firstMs` up to `maxMs`, the upper half of it at random. */
export function backoffMs(
  failures: number,
  { firstMs, maxMs }: Backoff,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(Math.max(failures - 1, 0), 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
