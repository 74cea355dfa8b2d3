import { z } from 'zod';

/** The sections of the settings. Their owners store, validate and document them. */
export const sections = ['privacy', 'appearance', 'locale', 'notifications'] as const;
export type Section = (typeof sections)[number];

const fields = z.record(z.string(), z.unknown());

/** Each section has the form of the body of its own PUT. */
export const settingsBody = z
  .strictObject({ privacy: fields, appearance: fields, locale: fields, notifications: fields })
  .partial()
  .refine(
    (body) => Object.values(body).some((section) => section !== undefined),
    'must contain at least one section',
  );
export type SettingsBody = z.infer<typeof settingsBody>;

export const settingsResponse = z.object({
  user_id: z.uuid(),
  privacy: fields
    .nullable()
    .describe('The response of GET /settings/privacy, without `updated_at`'),
  appearance: fields
    .nullable()
    .describe('The response of GET /settings/appearance, without `updated_at`'),
  locale: fields.nullable().describe('The response of GET /settings/locale, without `updated_at`'),
  notifications: fields
    .nullable()
    .describe('The response of GET /notifications/preferences, without `updated_at`'),
  unavailable: z
    .array(z.enum(sections))
    .describe('Sections that could not be read in time and are null'),
});
export type SettingsResponse = z.infer<typeof settingsResponse>;

const updatedSection = (path: string) =>
  fields.optional().describe(`The response of PUT ${path}, if the section was sent`);

export const updatedSettingsResponse = z.object({
  user_id: z.uuid(),
  privacy: updatedSection('/settings/privacy'),
  appearance: updatedSection('/settings/appearance'),
  locale: updatedSection('/settings/locale'),
  notifications: updatedSection('/notifications/preferences'),
});
export type UpdatedSettingsResponse = z.infer<typeof updatedSettingsResponse>;
