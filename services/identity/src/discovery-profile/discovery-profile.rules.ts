const youngest = 18;
const oldest = 50;

/** The year it is for somebody in this zone. */
export function yearIn(timezone: string, now: Date): number {
  const year = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    calendar: 'gregory',
    year: 'numeric',
  }).format(now);
  return Number(year);
}

/** The age somebody reaches in this year. */
export function ageOf(birthYear: number, year: number): number {
  return year - birthYear;
}

/** Whether somebody born then may say so in this year. Who grew older since keeps what they said. */
export function isAllowedBirthYear(birthYear: number, year: number): boolean {
  const age = ageOf(birthYear, year);
  return age >= youngest && age <= oldest;
}

/** What to tell somebody whose year of birth is refused. */
export function allowedBirthYears(year: number): string {
  return `must be from ${year - oldest} to ${year - youngest}: discovery is for people from ${youngest} to ${oldest}`;
}

/** What a preference is about: two of them with the same words would contradict each other. */
export interface PreferenceSubject {
  readonly category: string;
  readonly neighborhood?: string | null | undefined;
  readonly time_preference?: string | null | undefined;
}

/** The place in the list of the first preference that is about the same as an earlier one. */
export function firstRepeated(preferences: readonly PreferenceSubject[]): number | undefined {
  const seen = new Set<string>();
  const index = preferences.findIndex(({ category, neighborhood, time_preference }) => {
    const subject = JSON.stringify([
      category.toLowerCase(),
      neighborhood?.toLowerCase(),
      time_preference ?? undefined,
    ]);
    return seen.size === seen.add(subject).size;
  });
  return index === -1 ? undefined : index;
}
