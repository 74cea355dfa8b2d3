import type { Day } from '../streak/day.rules';

/** A member with a share. Amounts are in the smallest unit of the currency. */
export interface Sharer {
  readonly userId: string;
  /** Given before today, and credited when the member joined. */
  readonly given: bigint;
  /** Given today, less the corrections of today. */
  readonly givenToday: bigint;
  /** The last day of a rest. */
  readonly restingUntil: Day | null;
}

/** The amount that was missing to the target when the day began, and its time. */
export interface Pace {
  readonly missing: bigint;
  readonly today: Day;
  readonly lastDay: Day;
}

export interface Share {
  readonly userId: string;
  readonly isResting: boolean;
  readonly share: bigint;
  /** The part of the share that is not given yet. */
  readonly remaining: bigint;
}

/**
 * Returns the shares of a day, in the order of the sharers. They depend on the state at the beginning of the day and on the
 * members of now: what members give today changes no share.
 */
export function sharesOf({ missing, today, lastDay }: Pace, sharers: readonly Sharer[]): Share[] {
  const end = Math.max(lastDay, today);

  const paying = turned(sharers, today).filter(
    ({ restingUntil }) => restingUntil === null || restingUntil < end,
  );

  const active = partsOf(missing, paying).filter(({ sharer }) => !isResting(sharer, today));

  const shares = splitOverDays(active, BigInt(end - today + 1));

  return sharers.map((sharer) => {
    const share = shares.get(sharer.userId) ?? 0n;
    const remaining = share - largerOf(0n, sharer.givenToday);

    return {
      userId: sharer.userId,
      isResting: isResting(sharer, today),
      share,
      remaining: largerOf(0n, remaining),
    };
  });
}

interface Part {
  readonly sharer: Sharer;
  readonly amount: bigint;
}

/**
 * Splits what is missing so that all members have given the same in the end, as far as possible: each one fills up to a
 * common level. The level does not depend on who gave what, as long as nobody gave more than the level; so a member who is
 * behind is behind alone.
 *
 * @returns parts that sum to `missing`, unless there are no sharers
 */
export function partsOf(missing: bigint, sharers: readonly Sharer[]): Part[] {
  const byGiven = sharers.toSorted((first, second) => compare(first.given, second.given));
  let total = missing;
  let below = 0;

  for (const sharer of byGiven) {
    if (below > 0 && total <= BigInt(below) * sharer.given) break;
    total += sharer.given;
    below += 1;
  }

  if (below === 0) return [];

  const level = total / BigInt(below);
  const filling = new Set(byGiven.slice(0, below));
  // The units that do not divide go to the first members in the order of the day.
  let units = total % BigInt(below);

  return sharers.map((sharer) => {
    if (!filling.has(sharer)) return { sharer, amount: 0n };
    const unit = units > 0n ? 1n : 0n;
    units -= unit;

    return { sharer, amount: level - sharer.given + unit };
  });
}

/** Splits what is due today by largest remainder. Due is what is missing divided by the days left, rounded up. */
function splitOverDays(parts: readonly Part[], days: bigint): Map<string, bigint> {
  const due = (sumOf(parts.map(({ amount }) => amount)) + days - 1n) / days;
  const shares = new Map(parts.map(({ sharer, amount }) => [sharer.userId, amount / days]));
  const units = Number(due - sumOf([...shares.values()]));

  const largest = parts
    .toSorted((first, second) => compare(second.amount % days, first.amount % days))
    .slice(0, units);

  for (const { sharer } of largest)
    shares.set(sharer.userId, (shares.get(sharer.userId) ?? 0n) + 1n);

  return shares;
}

function isResting({ restingUntil }: Sharer, today: Day): boolean {
  return restingUntil !== null && restingUntil >= today;
}

/** Returns the members in the order of the day, which moves on by one each day, so that no member is always the first. */
function turned(sharers: readonly Sharer[], today: Day): Sharer[] {
  if (sharers.length === 0) return [];
  const first = today % sharers.length;
  return [...sharers.slice(first), ...sharers.slice(0, first)];
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function largerOf(first: bigint, second: bigint): bigint {
  return first > second ? first : second;
}

function compare(first: bigint, second: bigint): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
