import { allow, dayMs, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** One lookup of contacts. */
export interface Lookup {
  readonly numberCount: number;
  readonly lookedUpAt: Date;
}

export interface ContactLimits {
  readonly lookupsPerHour: number;
  readonly numbersPerDay: number;
}

const hourMs = 3_600_000;

/** Whether a user may look up this many numbers. */
export function decideLookup(
  lookups: readonly Lookup[],
  numberCount: number,
  limits: ContactLimits,
  now: Date,
): Permission {
  const wait = secondsUntilLookup(lookups, numberCount, limits, now);
  if (wait === undefined) return allow;
  return refuse(errors.CONTACT_LIMIT_REACHED, { retryAfterSeconds: wait });
}

/**
 * Whole seconds until a user may look up this many numbers; undefined when that is allowed right away. A lookup counts for
 * an hour, and its numbers for a day. A number counts every time: only a service that stores numbers could tell which are
 * new.
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
  const blocking = lastHour[lastHour.length - lookupsPerHour];

  const waitMs = Math.max(
    blocking ? hourMs - ageOf(blocking.lookedUpAt, now) : 0,
    dailyWaitMs(lookups, numbersPerDay - numberCount, now),
  );

  return waitMs > 0 ? Math.ceil(waitMs / 1000) : undefined;
}

/** Milliseconds until the lookups that still count have at most `allowed` numbers. */
function dailyWaitMs(lookups: readonly Lookup[], allowed: number, now: Date): number {
  const lastDay = lookups.filter(({ lookedUpAt }) => ageOf(lookedUpAt, now) < dayMs);
  let counted = lastDay.reduce((sum, { numberCount }) => sum + numberCount, 0);
  let waitMs = 0;

  for (const { numberCount, lookedUpAt } of lastDay) {
    if (counted <= allowed) break;
    counted -= numberCount;
    waitMs = dayMs - ageOf(lookedUpAt, now);
  }

  return counted <= allowed ? waitMs : dayMs;
}

const ageOf = (date: Date, now: Date) => now.getTime() - date.getTime();
