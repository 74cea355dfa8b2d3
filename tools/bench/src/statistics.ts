/** Latencies of one round, in milliseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
}

/** The value that this share of all values does not exceed. NaN of nothing. */
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

/** The middle one; one slow round does not move it. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
