import { dayMs } from '@tribe/service-kit';
import { goalsPerCohort, usersPerCohort } from './cohort';

/** Coprime with the numbers of rows, so that neighbours in time belong to different users. */
export const stride = 7_919;

/** The rows of a table. */
export interface Source {
  readonly table: string;
  readonly columns: string;
  /** A query, which may use the column `step` of `steps`. */
  readonly select: string;
  /** A table with more rows than a statement should insert is filled in steps. */
  readonly steps?: { readonly count: number; readonly perStatement: number };
}

/** SQL expressions for ids and times, which depend on numbers only. Ids are in the order of time, like UUIDv7. */
export interface Expressions {
  readonly cohorts: number;
  readonly todayMs: number;
  readonly id: (kind: string, ms: string, number: string) => string;
  /** @param user the number of a user in a cohort; the column `cohort` has the number of the cohort */
  readonly userId: (user: string) => string;
  readonly goalMs: (goal: string) => string;
  readonly goalId: (goal: string) => string;
  /** @param daysAgo when the system was created */
  readonly systemId: (system: string, daysAgo: string) => string;
  readonly midnight: (daysAgo: string) => string;
}

const kinds: readonly string[] = [
  'user',
  'goal',
  'participant',
  'contribution',
  'system',
  'schedule',
  'check-in',
  'reminder',
  'partnership',
  'milestone',
];

/** Users joined in 2020 and 2021, and have created goals until a year ago. */
export function expressionsFor(cohorts: number, now: Date): Expressions {
  const todayMs = Math.floor(now.getTime() / dayMs) * dayMs;

  const spread = (number: string, total: number, { from, to }: { from: number; to: number }) =>
    `(${from} + (${number} * ${stride} % ${total}) * ${Math.floor((to - from) / total)}::bigint)`;

  const inAll = (number: string, perCohort: number) =>
    `(cohort::bigint * ${perCohort} + ${number})`;

  const joined = { from: Date.UTC(2020, 0), to: Date.UTC(2022, 0) };
  const created = { from: Date.UTC(2022, 0), to: todayMs - 365 * dayMs };

  const id = (kind: string, ms: string, number: string) =>
    `bench.id(${kinds.indexOf(kind)}, ${ms}, ${number})`;

  const goalMs = (goal: string) =>
    spread(inAll(goal, goalsPerCohort), cohorts * goalsPerCohort, created);

  const midnight = (daysAgo: string) => `(${todayMs} - (${daysAgo}) * ${dayMs}::bigint)`;

  return {
    cohorts,
    todayMs,
    id,
    goalMs,
    midnight,
    userId: (user) => {
      const number = inAll(user, usersPerCohort);
      return id('user', spread(number, cohorts * usersPerCohort, joined), number);
    },
    goalId: (goal) => id('goal', goalMs(goal), inAll(goal, goalsPerCohort)),
    systemId: (system, daysAgo) => id('system', midnight(daysAgo), inAll(system, usersPerCohort)),
  };
}
