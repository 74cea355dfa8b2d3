/** Latencies of a round, in milliseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
}

/** Returns the value that a share of all values does not exceed. NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return (
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ??
    Number.NaN
  );
}

export function latenciesOf(values: readonly number[]): Latencies {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
}

/** Returns the median, which a single slow round does not affect. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
