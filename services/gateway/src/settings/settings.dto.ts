import { z } from 'zod';

/** The parts of a person's settings, which their owners keep, check and describe. */
export const sections = ['privacy', 'appearance', 'locale', 'notifications'] as const;
export type Section = (typeof sections)[number];

const section = z.enum(sections).meta({ id: 'SettingsSection' });

const fields = z
  .record(z.string(), z.unknown())
  .meta({ id: 'SettingsFields', example: { theme_mode: 'dark' } });

/** Each section is the body of its own PUT. */
export const settingsBody = z
  .strictObject({ privacy: fields, appearance: fields, locale: fields, notifications: fields })
  .partial()
  .refine(
    (body) => Object.values(body).some((value) => value !== undefined),
    'must contain at least one section',
  )
  .meta({ id: 'UpdateSettingsRequest', example: { appearance: { theme_mode: 'dark' } } });
export type SettingsBody = z.infer<typeof settingsBody>;

export const settingsResponse = z
  .object({
    user_id: z.uuid(),
    privacy: fields.nullable().describe('As in GET /api/v1/settings/privacy'),
    appearance: fields.nullable().describe('As in GET /api/v1/settings/appearance'),
    locale: fields.nullable().describe('As in GET /api/v1/settings/locale'),
    notifications: fields.nullable().describe('As in GET /api/v1/notifications/preferences'),
    unavailable: z
      .array(section)
      .describe('Sections that could not be read in time; they are null')
      .meta({ example: [] }),
  })
  .meta({ id: 'Settings' });
export type SettingsResponse = z.infer<typeof settingsResponse>;

export const changedSettingsResponse = settingsResponse
  .omit({ unavailable: true })
  .partial({ privacy: true, appearance: true, locale: true, notifications: true })
  .meta({
    id: 'ChangedSettings',
    example: {
      user_id: '0190163d-8694-739b-aea5-966c26f8ad91',
      appearance: { theme_mode: 'dark' },
    },
  });
