import { foldStreak, type StreakFacts } from '@tribe/goals/streak';
import { dayMs } from '@tribe/service-kit';

/**
 * A cohort is 2,000 users with their goals. All cohorts are alike, so that a user has as much at each size and only the
 * tables grow. Numbers count within a cohort, from 0.
 */
export const usersPerCohort = 2_000;
export const goalsPerCohort = 10_000;
export const contributionsPerCohort = 200_000;
export const remindersPerCohort = 10_000;

/** The goals with the lowest numbers have 150 participants, and with them most contributions. */
export const largeGoals = 10;
export const participantsOfLargeGoal = 150;

/** The users with the lowest numbers have 50 systems; the first system has ten years of daily check-ins. */
export const usersWithFiftySystems = 4;
const usersWithTwentySystems = 37;
const tenYears = 3_650;

/** A daily system with a check-in on each day up to yesterday. */
export interface SystemShape {
  readonly number: number;
  readonly user: number;
  readonly checkIns: number;
  /** Whether partners verify the check-ins. */
  readonly isVerified: boolean;
  /** The stored streak, as after a check-in of yesterday. */
  readonly through: string | null;
  readonly state: string | null;
}

/** Returns the systems of a cohort: fifty, twenty or one of a user, most with one to three months of check-ins. */
export function systemsOfCohort(now: Date): SystemShape[] {
  const users = [
    ...Array.from({ length: usersWithFiftySystems }, (_, user) => repeat(50, user)),
    ...Array.from({ length: usersWithTwentySystems }, (_, index) =>
      repeat(20, usersWithFiftySystems + index),
    ),
  ].flat();

  const usersWithMany = usersWithFiftySystems + usersWithTwentySystems;
  const others = Array.from({ length: 1_060 }, (_, index) => usersWithMany + index);

  return [...users, ...others].map((user, number) => {
    const checkIns = checkInsOf(number, users.length);
    return {
      number,
      user,
      checkIns,
      isVerified: number % 10 === 3,
      ...storedStreak(checkIns, now),
    };
  });
}

function checkInsOf(number: number, ofUsersWithMany: number): number {
  if (number === 0) return tenYears;
  if (number < 50 * usersWithFiftySystems) return 100;

  return number < ofUsersWithMany ? 20 + (number % 81) : 10 + (number % 41);
}

function storedStreak(checkIns: number, now: Date): Pick<SystemShape, 'through' | 'state'> {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  const yesterday = today - dayMs + timeOfCheckInMs;

  const facts: StreakFacts = {
    calendar: [{ at: 0, timezone: 'UTC', dayStartsAtMinute: 0 }],
    createdAt: today - checkIns * dayMs,
    schedules: [{ at: today - checkIns * dayMs, schedule: { kind: 'daily' }, restDays: [] }],
    checkIns: Array.from({ length: checkIns }, (_, index) => {
      const at = yesterday - index * dayMs;
      return { id: `${index}`, at, wall: at, recordedAt: at, outcome: 'done' };
    }),
    freezes: [],
    vacations: [],
    pauses: [],
  };

  const { checkpoint } = foldStreak(facts, yesterday);
  if (!checkpoint) return { through: null, state: null };

  return {
    through: new Date(checkpoint.through * dayMs).toISOString().slice(0, 10),
    state: JSON.stringify(checkpoint),
  };
}

/** Check-ins happen at seven in the morning, in UTC. */
export const timeOfCheckInMs = 7 * 3_600_000;

const repeat = (times: number, value: number) => Array.from({ length: times }, () => value);
