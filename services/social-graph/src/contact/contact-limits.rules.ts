/** One time a person looked for contacts. */
export interface Lookup {
  readonly numberCount: number;
  readonly lookedUpAt: Date;
}

export interface ContactLimits {
  readonly lookupsPerHour: number;
  readonly numbersPerDay: number;
}

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/**
 * Whole seconds until somebody may look for this many numbers; undefined when they may now. Both limits slide: what was
 * done counts until it is an hour, or a day, ago. Numbers count each time they are looked for, because to tell new ones
 * from known ones we would have to keep them.
 *
 * @param lookups of the last day, oldest first
 */
export function secondsUntilLookup(
  lookups: readonly Lookup[],
  numberCount: number,
  { lookupsPerHour, numbersPerDay }: ContactLimits,
  now: Date,
): number | undefined {
  const lastHour = lookups.filter(({ lookedUpAt }) => ageOf(lookedUpAt, now) < hourMs);
  const hourly = lastHour[lastHour.length - lookupsPerHour];
  const waitMs = Math.max(
    hourly ? hourMs - ageOf(hourly.lookedUpAt, now) : 0,
    dailyWaitMs(lookups, numbersPerDay - numberCount, now),
  );
  return waitMs > 0 ? Math.ceil(waitMs / 1000) : undefined;
}

/** How long until at most `allowed` numbers of the last day are left. */
function dailyWaitMs(lookups: readonly Lookup[], allowed: number, now: Date): number {
  const today = lookups.filter(({ lookedUpAt }) => ageOf(lookedUpAt, now) < dayMs);
  let left = today.reduce((sum, { numberCount }) => sum + numberCount, 0);
  let waitMs = 0;
  for (const { numberCount, lookedUpAt } of today) {
    if (left <= allowed) break;
    left -= numberCount;
    waitMs = dayMs - ageOf(lookedUpAt, now);
  }
  return left <= allowed ? waitMs : dayMs;
}

const ageOf = (date: Date, now: Date) => now.getTime() - date.getTime();
