import type { AchievementCriteria } from './achievement-criteria';

const dayMs = 86_400_000;

/** The facts of a user of one kind, counted. */
export interface Tally {
  readonly facts: number;
  readonly days: number;
  readonly items: number;
  /** 0 without facts. */
  readonly maxValue: number;
}

/** A fact as rules about periods need it. */
export interface DatedFact {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly day: string;
  readonly itemId: string;
}

/** Returns the length of the period of a rule, or undefined for a rule about all time. */
export function periodOf(criteria: AchievementCriteria): number | undefined {
  return 'within_days' in criteria ? criteria.within_days : undefined;
}

/** Whether a rule about all time is met. */
export function isMetByTally(criteria: AchievementCriteria, tally: Tally): boolean {
  switch (criteria.operator) {
    case 'count':
      return tally.facts >= criteria.at_least;
    case 'distinct':
      return (criteria.of === 'day' ? tally.days : tally.items) >= criteria.at_least;
    case 'value':
    case 'streak':
      return tally.maxValue >= criteria.at_least;
  }
}

/** Whether a rule about a period is met in any period of its length, which begins with a fact. */
export function isMetWithin(criteria: AchievementCriteria, facts: readonly DatedFact[]): boolean {
  const days = periodOf(criteria);
  if (days === undefined) return false;
  const ordered = facts.toSorted((a, b) => a.at - b.at);
  let end = 0;

  for (const [start, { at }] of ordered.entries()) {
    while ((ordered[end]?.at ?? Infinity) < at + days * dayMs) end += 1;
    if (end - start < criteria.at_least) continue;
    if (sizeOf(criteria, ordered.slice(start, end)) >= criteria.at_least) return true;
  }

  return false;
}

function sizeOf(criteria: AchievementCriteria, facts: readonly DatedFact[]): number {
  if (criteria.operator !== 'distinct') return facts.length;

  return new Set(facts.map(({ day, itemId }) => (criteria.of === 'day' ? day : itemId))).size;
}
