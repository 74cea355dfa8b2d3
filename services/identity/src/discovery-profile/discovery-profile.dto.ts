import { z } from 'zod';
import type { DiscoveryPreference, DiscoveryProfile } from '../generated/prisma/client';
import { TimePreference } from '../generated/prisma/enums';
import { isPlainText } from '../user/user.rules';
import { ageOf, firstRepeated } from './discovery-profile.rules';

const mostPreferences = 50;

const lineField = (longest: number) =>
  z.string().trim().max(longest).refine(isPlainText, 'may not have control characters');

/** Empty is none. */
const neighborhoodField = lineField(100).transform((text) => (text === '' ? null : text));

const scoreField = z
  .number()
  .min(0)
  .max(1)
  .refine((value) => /^\d(\.\d{1,2})?$/.test(String(value)), 'may have at most two decimals')
  .default(0.5);

const preferenceBody = z.strictObject({
  category: lineField(50).min(1),
  neighborhood: neighborhoodField.nullish().describe('Where it holds; everywhere when left out'),
  time_preference: z.enum(TimePreference).nullish().describe('When it holds; always when left out'),
  preference_score: scoreField,
  price_sensitivity: scoreField,
  social_preference: scoreField.describe('How much it matters that friends go'),
});

const preferencesField = z
  .array(preferenceBody)
  .max(mostPreferences)
  .superRefine((preferences, context) => {
    const index = firstRepeated(preferences);
    if (index === undefined) return;
    const message = 'says again what one likes in this category, there and then';
    context.addIssue({ code: 'custom', path: [index], message });
  });

/** A merge-patch, as that of the account: what is left out stays, null clears; preferences are sent all at once. */
export const discoveryProfileBody = z
  .strictObject({
    birth_year: z.number().int().min(1900).max(2200).nullish(),
    location_neighborhood: neighborhoodField.nullish(),
    preferences: preferencesField.optional(),
  })
  .refine(
    (body) => Object.values(body).some((value) => value !== undefined),
    'has nothing to change',
  );
export type DiscoveryProfileBody = z.infer<typeof discoveryProfileBody>;

export const discoveryProfileResponse = z.object({
  birth_year: z.number().int().nullable(),
  age: z
    .number()
    .int()
    .nullable()
    .describe('The one reached this year, in the zone of the settings'),
  location_neighborhood: z.string().nullable(),
  preferences: z.array(
    z.object({
      category: z.string(),
      neighborhood: z.string().nullable(),
      time_preference: z.enum(TimePreference).nullable(),
      preference_score: z.number(),
      price_sensitivity: z.number(),
      social_preference: z.number(),
    }),
  ),
  updated_at: z.iso.datetime().nullable().describe('Null while nothing was said'),
});
export type DiscoveryProfileResponse = z.infer<typeof discoveryProfileResponse>;

export type StatedProfile = DiscoveryProfile & {
  readonly preferences: readonly DiscoveryPreference[];
};

export function discoveryProfileView(
  profile: StatedProfile | null,
  year: number,
): DiscoveryProfileResponse {
  const birthYear = profile?.birthYear ?? null;
  return {
    birth_year: birthYear,
    age: birthYear === null ? null : ageOf(birthYear, year),
    location_neighborhood: profile?.locationNeighborhood ?? null,
    preferences: (profile?.preferences ?? []).map((one) => ({
      category: one.category,
      neighborhood: one.neighborhood,
      time_preference: one.timePreference,
      preference_score: one.preferenceScore.toNumber(),
      price_sensitivity: one.priceSensitivity.toNumber(),
      social_preference: one.socialPreference.toNumber(),
    })),
    updated_at: profile?.updatedAt.toISOString() ?? null,
  };
}
