import { z } from 'zod';
import {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  ThemeMode,
} from '../generated/prisma/enums';
import { type Settings, isTimeZone, languages, localeOf, minuteOf, timeOf } from './settings.rules';

/** A word of ours or one that other clients say for it; what comes out is ours. */
function wordFor<Word extends string>(words: Readonly<Record<string, Word>>) {
  const names = Object.keys(words);
  return z.enum(names).transform((name): Word => words[name] ?? (name as Word));
}

const atLeastOne = (body: object) => Object.values(body).some((value) => value !== undefined);
const nothingToChange = 'has nothing to change';

const visibilityField = wordFor({
  ...ProfileVisibility,
  public: 'everyone',
  friends: 'friends_only',
});
const requestersField = wordFor({ ...FriendRequestAudience, public: 'everyone', nobody: 'no_one' });
const sendersField = wordFor({ ...MessageAudience, public: 'everyone', friends: 'friends_only' });

/** What is left out stays as it is. */
export const privacyBody = z
  .strictObject({
    profile_visibility: visibilityField.optional(),
    privacy_level: visibilityField.optional().describe('Another name of profile_visibility'),
    online_status_visible: z.boolean().optional(),
    appear_in_suggestions: z.boolean().optional(),
    who_can_send_friend_requests: requestersField.optional(),
    who_can_send_messages: sendersField.optional(),
    share_activity_with_friends: z.boolean().optional(),
    calendar_visible_to_friends: z.boolean().optional(),
    share_location: z.boolean().optional(),
    discoverable_by_phone: z
      .boolean()
      .optional()
      .describe(
        'Whether people who have my phone number, and are found by theirs too, find me by it',
      ),
  })
  .refine(atLeastOne, nothingToChange)
  .refine(
    ({ profile_visibility, privacy_level }) =>
      profile_visibility === undefined || privacy_level === undefined,
    'says the same thing twice: profile_visibility and privacy_level',
  );
export type PrivacyBody = z.infer<typeof privacyBody>;

export const appearanceBody = z
  .strictObject({
    theme_mode: z.enum(ThemeMode).optional(),
    theme_preference: z.enum(ThemeMode).optional().describe('Another name of theme_mode'),
    accent_color: z
      .string()
      .regex(/^#[0-9A-Fa-f]{6}$/, 'is not a colour like #FF6B6B')
      .optional(),
    font_size_multiplier: z
      .number()
      .min(0.5)
      .max(3)
      .refine((value) => /^\d(\.\d{1,2})?$/.test(String(value)), 'may have at most two decimals')
      .optional(),
  })
  .refine(atLeastOne, nothingToChange)
  .refine(
    ({ theme_mode, theme_preference }) =>
      theme_mode === undefined || theme_preference === undefined,
    'says the same thing twice: theme_mode and theme_preference',
  );
export type AppearanceBody = z.infer<typeof appearanceBody>;

const timeField = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 22:30');

const localeField = z
  .string()
  .max(100)
  .transform((tag, context) => {
    const locale = localeOf(tag);
    if (locale !== undefined) return locale;
    context.addIssue({
      code: 'custom',
      message: `is no tag like en-KE of ${languages.join(', ')}`,
    });
    return z.NEVER;
  })
  .describe(`BCP 47, of one of the languages ${languages.join(', ')}`);

export const localeBody = z
  .strictObject({
    timezone: z.string().refine(isTimeZone, 'is not the IANA name of a time zone').optional(),
    day_starts_at: timeField
      .refine((time) => time <= '06:00', 'must be from 00:00 to 06:00')
      .optional(),
    locale: localeField.optional(),
    quiet_hours: z
      .strictObject({
        enabled: z.boolean().optional(),
        start: timeField.optional(),
        end: timeField.optional(),
      })
      .refine(atLeastOne, nothingToChange)
      .optional(),
  })
  .refine(atLeastOne, nothingToChange);
export type LocaleBody = z.infer<typeof localeBody>;

const updatedAt = { updated_at: z.iso.datetime() };

export const privacyResponse = z.object({
  profile_visibility: z.enum(ProfileVisibility),
  online_status_visible: z.boolean(),
  appear_in_suggestions: z.boolean(),
  who_can_send_friend_requests: z.enum(FriendRequestAudience),
  who_can_send_messages: z.enum(MessageAudience),
  share_activity_with_friends: z.boolean(),
  calendar_visible_to_friends: z.boolean(),
  share_location: z.boolean(),
  discoverable_by_phone: z.boolean(),
  ...updatedAt,
});

export const appearanceResponse = z.object({
  theme_mode: z.enum(ThemeMode),
  accent_color: z.string(),
  font_size_multiplier: z.number(),
  ...updatedAt,
});

export const localeResponse = z.object({
  timezone: z.string(),
  day_starts_at: z.string(),
  locale: z.string(),
  quiet_hours: z.object({ enabled: z.boolean(), start: z.string(), end: z.string() }),
  ...updatedAt,
});

/** What a change writes; absent columns stay. */
export type SettingsChange = { readonly [Column in keyof Settings]?: Settings[Column] | undefined };

export function privacyChange(body: PrivacyBody): SettingsChange {
  return {
    profileVisibility: body.profile_visibility ?? body.privacy_level,
    onlineStatusVisible: body.online_status_visible,
    appearInSuggestions: body.appear_in_suggestions,
    whoCanSendFriendRequests: body.who_can_send_friend_requests,
    whoCanSendMessages: body.who_can_send_messages,
    shareActivityWithFriends: body.share_activity_with_friends,
    calendarVisibleToFriends: body.calendar_visible_to_friends,
    shareLocation: body.share_location,
    discoverableByPhone: body.discoverable_by_phone,
  };
}

export function appearanceChange(body: AppearanceBody): SettingsChange {
  return {
    themeMode: body.theme_mode ?? body.theme_preference,
    accentColor: body.accent_color,
    fontSizeMultiplier: body.font_size_multiplier,
  };
}

export function localeChange({
  timezone,
  day_starts_at,
  locale,
  quiet_hours = {},
}: LocaleBody): SettingsChange {
  return {
    timezone,
    dayStartsAtMinute: day_starts_at === undefined ? undefined : minuteOf(day_starts_at),
    locale,
    quietHoursEnabled: quiet_hours.enabled,
    quietHoursStartMinute:
      quiet_hours.start === undefined ? undefined : minuteOf(quiet_hours.start),
    quietHoursEndMinute: quiet_hours.end === undefined ? undefined : minuteOf(quiet_hours.end),
  };
}

export function privacyView(settings: Settings) {
  return {
    profile_visibility: settings.profileVisibility,
    online_status_visible: settings.onlineStatusVisible,
    appear_in_suggestions: settings.appearInSuggestions,
    who_can_send_friend_requests: settings.whoCanSendFriendRequests,
    who_can_send_messages: settings.whoCanSendMessages,
    share_activity_with_friends: settings.shareActivityWithFriends,
    calendar_visible_to_friends: settings.calendarVisibleToFriends,
    share_location: settings.shareLocation,
    discoverable_by_phone: settings.discoverableByPhone,
  };
}

export function appearanceView(settings: Settings) {
  return {
    theme_mode: settings.themeMode,
    accent_color: settings.accentColor,
    font_size_multiplier: settings.fontSizeMultiplier,
  };
}

export function localeView(settings: Settings) {
  return {
    timezone: settings.timezone,
    day_starts_at: timeOf(settings.dayStartsAtMinute),
    locale: settings.locale,
    quiet_hours: {
      enabled: settings.quietHoursEnabled,
      start: timeOf(settings.quietHoursStartMinute),
      end: timeOf(settings.quietHoursEndMinute),
    },
  };
}
