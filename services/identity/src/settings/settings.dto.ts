import {
  atLeastOneField,
  notBoth,
  opaqueField,
  timeZoneField,
  withDecimals,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  ThemeMode,
} from '../generated/prisma/enums';
import { languages, localeOf, plainTag } from './settings.rules';

const profileVisibility = z
  .enum(ProfileVisibility)
  .meta({ id: 'ProfileVisibility', example: 'friends_only' });
const friendRequestAudience = z
  .enum(FriendRequestAudience)
  .meta({ id: 'FriendRequestAudience', example: 'friends_of_friends' });
const messageAudience = z
  .enum(MessageAudience)
  .meta({ id: 'MessageAudience', example: 'friends_only' });
const themeMode = z.enum(ThemeMode).meta({ id: 'ThemeMode', example: 'dark' });

/** One of our words, or the word of another client for it; the result is ours. */
function wordFor<Word extends string>(id: string, words: Readonly<Record<string, Word>>) {
  const names = z.enum(Object.keys(words)).meta({ id });
  return names.transform((name): Word => words[name] ?? (name as Word));
}

const visibilityField = wordFor('ProfileVisibilityChange', {
  ...ProfileVisibility,
  public: 'everyone',
  friends: 'friends_only',
});
const requestersField = wordFor('FriendRequestAudienceChange', {
  ...FriendRequestAudience,
  public: 'everyone',
  nobody: 'no_one',
});
const sendersField = wordFor('MessageAudienceChange', {
  ...MessageAudience,
  public: 'everyone',
  friends: 'friends_only',
});

const omittedStayUnchanged = 'Omitted fields stay unchanged; at least one field is required';

export const privacyBody = withRules(
  z.strictObject({
    profile_visibility: visibilityField.optional(),
    privacy_level: visibilityField.optional().describe('Another name of profile_visibility'),
    online_status_visible: z.boolean().optional(),
    appear_in_suggestions: z.boolean().optional(),
    who_can_send_friend_requests: requestersField.optional(),
    who_can_send_messages: sendersField.optional(),
    share_activity_with_friends: z.boolean().optional(),
    calendar_visible_to_friends: z.boolean().optional(),
    share_location: z.boolean().optional(),
    ask_before_adding_to_goals: z.boolean().optional(),
    discoverable_by_phone: z
      .boolean()
      .optional()
      .describe(
        'Whether users who know your phone number, and are discoverable by theirs, can find you by it',
      ),
  }),
  atLeastOneField(),
  notBoth('profile_visibility', 'privacy_level'),
).meta({
  id: 'UpdatePrivacySettingsRequest',
  description: omittedStayUnchanged,
  example: { who_can_send_friend_requests: 'friends_of_friends', online_status_visible: false },
});
export type PrivacyBody = z.infer<typeof privacyBody>;

export const appearanceBody = withRules(
  z.strictObject({
    theme_mode: themeMode.optional(),
    theme_preference: themeMode.optional().describe('Another name of theme_mode'),
    accent_color: z
      .string()
      .regex(/^#[0-9A-Fa-f]{6}$/, 'is not a colour like #FF6B6B')
      .optional()
      .meta({ example: '#FF6B6B' }),
    font_size_multiplier: withRules(
      z.number().min(0.5).max(3),
      withDecimals(2, 'may have at most two decimals'),
    )
      .optional()
      .meta({ example: 1.25 }),
  }),
  atLeastOneField(),
  notBoth('theme_mode', 'theme_preference'),
).meta({
  id: 'UpdateAppearanceSettingsRequest',
  description: omittedStayUnchanged,
  example: { theme_mode: 'dark', font_size_multiplier: 1.25 },
});
export type AppearanceBody = z.infer<typeof appearanceBody>;

/** From 00:00 to 06:00. */
const startOfDayField = z
  .string()
  .regex(/^(?:0[0-5]:[0-5]\d|06:00)$/, 'must be from 00:00 to 06:00');

const timeField = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 22:30')
  .meta({ example: '22:30' });

const localeField = opaqueField(100)
  .transform((tag, context) => {
    const locale = localeOf(tag);
    if (locale !== undefined) return locale;

    context.addIssue({
      code: 'custom',
      message: `is not a tag like en-KE of one of the languages ${languages.join(', ')}`,
    });

    return z.NEVER;
  })
  .describe(`A BCP 47 tag of one of the languages ${languages.join(', ')}`)
  .meta({ pattern: plainTag.source, example: 'fr-RW' });

const quietHoursField = withRules(
  z.strictObject({
    enabled: z.boolean().optional(),
    start: timeField.optional(),
    end: timeField.optional().meta({ example: '06:30' }),
  }),
  atLeastOneField(),
).meta({ id: 'QuietHoursChange' });

export const localeBody = withRules(
  z.strictObject({
    timezone: timeZoneField.optional().meta({ example: 'Africa/Kigali' }),
    day_starts_at: startOfDayField.optional().meta({ example: '03:00' }),
    locale: localeField.optional(),
    quiet_hours: quietHoursField.optional(),
  }),
  atLeastOneField(),
).meta({
  id: 'UpdateLocaleSettingsRequest',
  description: omittedStayUnchanged,
  example: { timezone: 'Africa/Kigali', quiet_hours: { enabled: true, start: '22:30' } },
});
export type LocaleBody = z.infer<typeof localeBody>;

const updatedAt = { updated_at: z.iso.datetime() };

export const privacyResponse = z
  .object({
    profile_visibility: profileVisibility,
    online_status_visible: z.boolean(),
    appear_in_suggestions: z.boolean(),
    who_can_send_friend_requests: friendRequestAudience,
    who_can_send_messages: messageAudience,
    share_activity_with_friends: z.boolean(),
    calendar_visible_to_friends: z.boolean(),
    share_location: z.boolean(),
    ask_before_adding_to_goals: z
      .boolean()
      .describe('Whether friends invite you to goals instead of adding you'),
    discoverable_by_phone: z.boolean(),
    ...updatedAt,
  })
  .meta({ id: 'PrivacySettings' });

export const appearanceResponse = z
  .object({
    theme_mode: themeMode,
    accent_color: z.string().meta({ example: '#FF6B6B' }),
    font_size_multiplier: z.number().meta({ example: 1.25 }),
    ...updatedAt,
  })
  .meta({ id: 'AppearanceSettings' });

const quietHoursResponse = z
  .object({
    enabled: z.boolean(),
    start: z.string().meta({ example: '22:30' }),
    end: z.string().meta({ example: '06:30' }),
  })
  .meta({ id: 'QuietHours' });

export const localeResponse = z
  .object({
    timezone: z.string().meta({ example: 'Africa/Kigali' }),
    day_starts_at: z.string().meta({ example: '03:00' }),
    locale: z.string().meta({ example: 'fr-RW' }),
    quiet_hours: quietHoursResponse,
    ...updatedAt,
  })
  .meta({ id: 'LocaleSettings' });
