import { type Aim, type Line, milliseconds } from './report';
import type { Latencies } from './statistics';

/** The p99 of a kind of request at the largest size, and the growth of its median from the smallest. */
export interface Grown {
  readonly p99: number;
  readonly growth: number;
}

/** A line with `p50 / p99` at each size, and the growth of the median. */
export function growthLine(
  what: string,
  sizes: readonly (Latencies | undefined)[],
  aimOf: (grown: Grown) => Aim | undefined,
): Line {
  const each = sizes.map((latencies) => latencies ?? { p50: Number.NaN, p99: Number.NaN });
  const growth = (each.at(-1)?.p50 ?? Number.NaN) / (each[0]?.p50 ?? Number.NaN);
  const aim = aimOf({ p99: each.at(-1)?.p99 ?? Number.NaN, growth });
  const figures = each.map(({ p50, p99 }) => `${milliseconds(p50)} / ${milliseconds(p99)}`);

  return { what, figures: [...figures, growth.toFixed(2)], ...(aim && { aim }) };
}
