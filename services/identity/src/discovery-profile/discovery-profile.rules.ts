import { allow, calendarDateIn, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

const minAge = 18;
const maxAge = 50;

/** The calendar year in a time zone. */
export function yearIn(timezone: string, now: Date): number {
  return calendarDateIn(timezone, now).getUTCFullYear();
}

/** The age that a user reaches in this year. */
export function ageOf(birthYear: number, year: number): number {
  return year - birthYear;
}

/** Whether a user may enter this year of birth now. Users who grew older since then keep what they entered. */
export function decideBirthYear(birthYear: number, year: number): Permission {
  const age = ageOf(birthYear, year);
  if (age >= minAge && age <= maxAge) return allow;
  const message = `must be from ${year - maxAge} to ${year - minAge}: discovery is for people from ${minAge} to ${maxAge}`;

  return refuse(errors.AGE_NOT_ALLOWED, { errors: [{ pointer: '/birth_year', message }] });
}

/** The subject of a preference. Two preferences with the same subject would contradict each other. */
export interface PreferenceSubject {
  readonly category: string;
  readonly neighborhood?: string | null | undefined;
  readonly time_preference?: string | null | undefined;
}

/** Whether every preference has a subject of its own. */
export function decidePreferences(preferences: readonly PreferenceSubject[]): Permission {
  const index = firstRepeated(preferences);
  if (index === undefined) return allow;
  const message = 'has the same category, neighbourhood and time as an earlier preference';

  return refuse(errors.PREFERENCE_REPEATED, {
    errors: [{ pointer: `/preferences/${index}`, message }],
  });
}

/** The index of the first preference that has the subject of an earlier one. */
function firstRepeated(preferences: readonly PreferenceSubject[]): number | undefined {
  const seen = new Set<string>();
  const index = preferences.findIndex((preference) => {
    const key = keyOf(preference);
    const isRepeated = seen.has(key);
    seen.add(key);

    return isRepeated;
  });
  return index === -1 ? undefined : index;
}

function keyOf({ category, neighborhood, time_preference }: PreferenceSubject): string {
  return JSON.stringify([
    category.toLowerCase(),
    neighborhood?.toLowerCase() ?? null,
    time_preference ?? null,
  ]);
}
