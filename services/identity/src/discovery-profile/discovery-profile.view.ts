import type { DiscoveryPreference, DiscoveryProfile } from '../generated/prisma/client';
import type { DiscoveryProfileResponse } from './discovery-profile.dto';
import { ageOf } from './discovery-profile.rules';

/** @param year the current year in the time zone of the user */
export function discoveryProfileView(
  profile: (DiscoveryProfile & { preferences: readonly DiscoveryPreference[] }) | null,
  year: number,
): DiscoveryProfileResponse {
  const birthYear = profile?.birthYear ?? null;
  return {
    birth_year: birthYear,
    age: birthYear === null ? null : ageOf(birthYear, year),
    location_neighborhood: profile?.locationNeighborhood ?? null,
    preferences: (profile?.preferences ?? []).map(preferenceView),
    updated_at: profile?.updatedAt.toISOString() ?? null,
  };
}

function preferenceView(preference: DiscoveryPreference) {
  return {
    category: preference.category,
    neighborhood: preference.neighborhood,
    time_preference: preference.timePreference,
    preference_score: preference.preferenceScore.toNumber(),
    price_sensitivity: preference.priceSensitivity.toNumber(),
    social_preference: preference.socialPreference.toNumber(),
  };
}
