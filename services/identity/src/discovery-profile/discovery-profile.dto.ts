import { atLeastOneField, lineField, nameField, withDecimals, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { TimePreference } from '../generated/prisma/enums';

const timePreference = z.enum(TimePreference).meta({ id: 'TimePreference', example: 'evening' });

const maxPreferences = 50;

/** An empty text becomes null. */
const neighborhoodField = lineField(100)
  .transform((text) => (text === '' ? null : text))
  .meta({ example: 'Kimihurura' });

const scoreField = withRules(
  z.number().min(0).max(1),
  withDecimals(2, 'may have at most two decimals'),
).default(0.5);

const preferenceBody = z
  .strictObject({
    category: nameField(50).meta({ example: 'Music' }),
    neighborhood: neighborhoodField
      .nullish()
      .describe('The neighbourhood where the preference applies; everywhere if omitted'),
    time_preference: timePreference
      .nullish()
      .describe('The time of the day when the preference applies; always if omitted'),
    preference_score: scoreField,
    price_sensitivity: scoreField,
    social_preference: scoreField.describe('How much it matters that friends attend'),
  })
  .meta({ id: 'DiscoveryPreferenceInput' });

const preferencesField = z
  .array(preferenceBody)
  .max(maxPreferences)
  .describe('The category, neighbourhood and time of each are different');

/** A merge patch: omitted fields stay unchanged, and null clears a field. The list of preferences is replaced. */
export const discoveryProfileBody = withRules(
  z.strictObject({
    birth_year: z.int().min(1900).max(2200).nullish().meta({ example: 1996 }),
    location_neighborhood: neighborhoodField.nullish(),
    preferences: preferencesField.optional(),
  }),
  atLeastOneField(),
).meta({
  id: 'UpdateDiscoveryProfileRequest',
  description:
    'A merge patch: omitted fields stay unchanged, and null clears a field; the list of preferences is replaced',
  example: {
    birth_year: 1996,
    location_neighborhood: 'Kimihurura',
    preferences: [{ category: 'Music', time_preference: 'evening', preference_score: 0.9 }],
  },
});
export type DiscoveryProfileBody = z.infer<typeof discoveryProfileBody>;

const score = z.number().meta({ example: 0.5 });

const preferenceResponse = z
  .object({
    category: z.string().meta({ example: 'Music' }),
    neighborhood: z.string().nullable().meta({ example: 'Kimihurura' }),
    time_preference: timePreference.nullable(),
    preference_score: score,
    price_sensitivity: score,
    social_preference: score,
  })
  .meta({ id: 'DiscoveryPreference' });

export const discoveryProfileResponse = z
  .object({
    birth_year: z.int().nullable().meta({ example: 1996 }),
    age: z
      .int()
      .nullable()
      .describe('The age reached in the current year, in the time zone of the settings')
      .meta({ example: 30 }),
    location_neighborhood: z.string().nullable().meta({ example: 'Kimihurura' }),
    preferences: z.array(preferenceResponse),
    updated_at: z.iso.datetime().nullable().describe('Null until the first change'),
  })
  .meta({ id: 'DiscoveryProfile' });
export type DiscoveryProfileResponse = z.infer<typeof discoveryProfileResponse>;
