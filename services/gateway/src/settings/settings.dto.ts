import { z } from 'zod';

/** The parts of a person's settings, which their owners keep, check and describe. */
export const sections = ['privacy', 'appearance', 'locale', 'notifications'] as const;
export type Section = (typeof sections)[number];

const fields = z.record(z.string(), z.unknown());

/** Each section is what its own PUT takes. */
export const settingsBody = z
  .strictObject({ privacy: fields, appearance: fields, locale: fields, notifications: fields })
  .partial()
  .refine(
    (body) => Object.values(body).some((section) => section !== undefined),
    'has nothing to change',
  );
export type SettingsBody = z.infer<typeof settingsBody>;

export const settingsResponse = z.object({
  user_id: z.uuid(),
  privacy: fields.nullable().describe('As GET /settings/privacy'),
  appearance: fields.nullable().describe('As GET /settings/appearance'),
  locale: fields.nullable().describe('As GET /settings/locale'),
  notifications: fields.nullable().describe('As GET /notifications/preferences'),
  unavailable: z
    .array(z.enum(sections))
    .describe('Sections that could not be read in time; they are null'),
});
export type SettingsResponse = z.infer<typeof settingsResponse>;

export const changedSettingsResponse = settingsResponse.omit({ unavailable: true }).partial({
  privacy: true,
  appearance: true,
  locale: true,
  notifications: true,
});
