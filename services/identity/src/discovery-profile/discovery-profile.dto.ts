import { z } from 'zod';
import { hasChanges, noChangesMessage, plainTextField } from '../account/account-fields';
import { TimePreference } from '../generated/prisma/enums';
import { firstRepeated } from './discovery-profile.rules';

const maxPreferences = 50;

/** An empty text becomes null. */
const neighborhoodField = plainTextField(100).transform((text) => (text === '' ? null : text));

const scoreField = z
  .number()
  .min(0)
  .max(1)
  .refine((value) => /^\d(\.\d{1,2})?$/.test(String(value)), 'may have at most two decimals')
  .default(0.5);

const preferenceBody = z.strictObject({
  category: plainTextField(50).min(1),
  neighborhood: neighborhoodField
    .nullish()
    .describe('The neighbourhood where the preference applies; everywhere when left out'),
  time_preference: z
    .enum(TimePreference)
    .nullish()
    .describe('The time of the day when the preference applies; always when left out'),
  preference_score: scoreField,
  price_sensitivity: scoreField,
  social_preference: scoreField.describe('How much it matters that friends attend'),
});

const preferencesField = z
  .array(preferenceBody)
  .max(maxPreferences)
  .superRefine((preferences, context) => {
    const index = firstRepeated(preferences);
    if (index === undefined) return;
    const message = 'has the same category, neighbourhood and time as an earlier preference';
    context.addIssue({ code: 'custom', path: [index], message });
  });

/** A merge-patch: fields that are left out keep their values, null clears. The list of preferences is replaced. */
export const discoveryProfileBody = z
  .strictObject({
    birth_year: z.number().int().min(1900).max(2200).nullish(),
    location_neighborhood: neighborhoodField.nullish(),
    preferences: preferencesField.optional(),
  })
  .refine(hasChanges, noChangesMessage);
export type DiscoveryProfileBody = z.infer<typeof discoveryProfileBody>;

export const discoveryProfileResponse = z.object({
  birth_year: z.number().int().nullable(),
  age: z
    .number()
    .int()
    .nullable()
    .describe('The age reached in the current year, in the time zone of the settings'),
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
  updated_at: z.iso.datetime().nullable().describe('null while the profile was never changed'),
});
export type DiscoveryProfileResponse = z.infer<typeof discoveryProfileResponse>;
