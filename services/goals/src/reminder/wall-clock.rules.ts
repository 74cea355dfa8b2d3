import { dayMs, wallTimeIn } from '@tribe/service-kit';

const minuteMs = 60_000;

/** Returns how far clocks in a time zone are ahead of UTC, in milliseconds. */
export function offsetAt(timezone: string, at: number): number {
  return wallTimeIn(timezone, new Date(at)).getTime() - Math.floor(at / 1_000) * 1_000;
}

/**
 * Returns the first instant at which clocks in a time zone show a time. A time that they show twice has its first instant.
 * A time that they skip has the instant after the gap, unless they skip its whole date.
 *
 * @param wall a whole minute, as milliseconds since 1970 of a clock in UTC that shows the same
 * @returns undefined for a time on a date that does not exist in the zone
 */
export function firstInstantOf(timezone: string, wall: number): number | undefined {
  const before = offsetAt(timezone, wall - dayMs);
  const after = offsetAt(timezone, wall + dayMs);
  const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  if (early + offsetAt(timezone, early) === wall) return early;
  if (late + offsetAt(timezone, late) === wall) return late;

  const gap = gapAround(timezone, { early, late, wall });

  return skipsDateOf(wall, gap) ? undefined : gap.at;
}

/** A change of the clock: the time until which it showed every minute, and the next time that it showed. */
interface Gap {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Returns the gap in which a time lies. */
function gapAround(
  timezone: string,
  { early, late, wall }: { early: number; late: number; wall: number },
): Gap {
  let [low, high] = [early, late];

  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (middle + offsetAt(timezone, middle) < wall) low = middle;
    else high = middle;
  }

  return {
    at: high,
    from: high + offsetAt(timezone, low),
    to: high + offsetAt(timezone, high),
  };
}

/** The clocks of a zone that moves over the date line show no time of a date. */
function skipsDateOf(wall: number, { from, to }: Gap): boolean {
  const midnight = Math.floor(wall / dayMs) * dayMs;
  return from <= midnight && to >= midnight + dayMs;
}
