import { z } from 'zod';

/** The sections of the settings. Their owners store, validate and document them. */
export const sections = ['privacy', 'appearance', 'locale', 'notifications'] as const;
export type Section = (typeof sections)[number];

const sectionName = z.enum(sections).meta({ id: 'SettingsSection' });

const fields = z.record(z.string(), z.unknown()).meta({ example: { theme_mode: 'dark' } });

/** Each section has the form of the body of its own PUT. */
export const settingsBody = z
  .strictObject({ privacy: fields, appearance: fields, locale: fields, notifications: fields })
  .partial()
  .refine(
    (body) => Object.values(body).some((section) => section !== undefined),
    'must contain at least one section',
  )
  .meta({ id: 'UpdateSettingsRequest', example: { appearance: { theme_mode: 'dark' } } });
export type SettingsBody = z.infer<typeof settingsBody>;

export const settingsResponse = z
  .object({
    user_id: z.uuid(),
    privacy: fields
      .nullable()
      .describe('The response of GET /settings/privacy, without `updated_at`'),
    appearance: fields
      .nullable()
      .describe('The response of GET /settings/appearance, without `updated_at`'),
    locale: fields
      .nullable()
      .describe('The response of GET /settings/locale, without `updated_at`'),
    notifications: fields
      .nullable()
      .describe('The response of GET /notifications/preferences, without `updated_at`'),
    unavailable: z
      .array(sectionName)
      .describe('Sections that could not be read in time and are null')
      .meta({ example: [] }),
  })
  .meta({ id: 'Settings' });
export type SettingsResponse = z.infer<typeof settingsResponse>;

const updatedSection = (path: string) =>
  fields.optional().describe(`The response of PUT ${path}, if the section was sent`);

export const updatedSettingsResponse = z
  .object({
    user_id: z.uuid(),
    privacy: updatedSection('/settings/privacy'),
    appearance: updatedSection('/settings/appearance'),
    locale: updatedSection('/settings/locale'),
    notifications: updatedSection('/notifications/preferences'),
  })
  .meta({
    id: 'UpdatedSettings',
    example: {
      user_id: '0190163d-8694-739b-aea5-966c26f8ad91',
      appearance: { theme_mode: 'dark' },
    },
  });
export type UpdatedSettingsResponse = z.infer<typeof updatedSettingsResponse>;
