import { atLeastOneField, id, withRules } from '@tribe/service-kit';
import { z } from 'zod';

/** The sections of the settings. Their owners store, validate and document them. */
export const sections = ['privacy', 'appearance', 'locale', 'notifications'] as const;
export type Section = (typeof sections)[number];

const sectionName = z.enum(sections).meta({ id: 'SettingsSection' });

const examples = {
  privacy: { profile_visibility: 'friends_only' },
  appearance: { theme_mode: 'dark' },
  locale: { timezone: 'Africa/Kigali' },
  notifications: { push_enabled: true },
} as const satisfies Record<Section, object>;

const fieldsOf = (section: Section) =>
  z.record(z.string(), z.unknown()).meta({ example: examples[section] });

const requests = {
  privacy: 'UpdatePrivacySettingsRequest',
  appearance: 'UpdateAppearanceSettingsRequest',
  locale: 'UpdateLocaleSettingsRequest',
  notifications: 'UpdateNotificationPreferencesRequest',
} as const satisfies Record<Section, string>;

/** The document refers to the component of the owner, which validates the section. */
const changeOf = (section: Section) =>
  fieldsOf(section).meta({ $ref: `#/components/schemas/${requests[section]}` });

/** Each section has the form of the body of its own PUT. */
export const settingsBody = withRules(
  z
    .strictObject({
      privacy: changeOf('privacy'),
      appearance: changeOf('appearance'),
      locale: changeOf('locale'),
      notifications: changeOf('notifications'),
    })
    .partial(),
  atLeastOneField('must contain at least one section'),
).meta({ id: 'UpdateSettingsRequest', example: { appearance: examples.appearance } });
export type SettingsBody = z.infer<typeof settingsBody>;

export const settingsResponse = z
  .object({
    user_id: id,
    privacy: fieldsOf('privacy')
      .nullable()
      .describe('The response of GET /settings/privacy, without `updated_at`'),
    appearance: fieldsOf('appearance')
      .nullable()
      .describe('The response of GET /settings/appearance, without `updated_at`'),
    locale: fieldsOf('locale')
      .nullable()
      .describe('The response of GET /settings/locale, without `updated_at`'),
    notifications: fieldsOf('notifications')
      .nullable()
      .describe('The response of GET /notifications/preferences, without `updated_at`'),
    unavailable: z
      .array(sectionName)
      .describe('Sections that could not be read in time and are null')
      .meta({ example: [] }),
  })
  .meta({ id: 'Settings' });
export type SettingsResponse = z.infer<typeof settingsResponse>;

const updatedSection = (section: Section, path: string) =>
  fieldsOf(section)
    .optional()
    .describe(`The response of PUT ${path}, if the request contains the section`);

export const updatedSettingsResponse = z
  .object({
    user_id: id,
    privacy: updatedSection('privacy', '/settings/privacy'),
    appearance: updatedSection('appearance', '/settings/appearance'),
    locale: updatedSection('locale', '/settings/locale'),
    notifications: updatedSection('notifications', '/notifications/preferences'),
  })
  .meta({
    id: 'UpdatedSettings',
    example: {
      user_id: '0190163d-8694-739b-aea5-966c26f8ad91',
      appearance: examples.appearance,
    },
  });
export type UpdatedSettingsResponse = z.infer<typeof updatedSettingsResponse>;
