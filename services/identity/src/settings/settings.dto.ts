import { z } from 'zod';
import { hasChanges, noChangesMessage } from '../account/account-fields';
import {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  ThemeMode,
} from '../generated/prisma/enums';
import { isTimeZone, languages, localeOf } from './settings.rules';

/** One of our words, or the word of another client for it; the result is ours. */
function wordFor<Word extends string>(words: Readonly<Record<string, Word>>) {
  const names = Object.keys(words);
  return z.enum(names).transform((name): Word => words[name] ?? (name as Word));
}

const visibilityField = wordFor({
  ...ProfileVisibility,
  public: 'everyone',
  friends: 'friends_only',
});
const requestersField = wordFor({ ...FriendRequestAudience, public: 'everyone', nobody: 'no_one' });
const sendersField = wordFor({ ...MessageAudience, public: 'everyone', friends: 'friends_only' });

/** Fields that are left out keep their values, here and in the other settings. */
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
        'Whether users who know your phone number, and are discoverable by theirs, can find you by it',
      ),
  })
  .refine(hasChanges, noChangesMessage)
  .refine(
    ({ profile_visibility, privacy_level }) =>
      profile_visibility === undefined || privacy_level === undefined,
    'may have either profile_visibility or privacy_level, not both',
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
  .refine(hasChanges, noChangesMessage)
  .refine(
    ({ theme_mode, theme_preference }) =>
      theme_mode === undefined || theme_preference === undefined,
    'may have either theme_mode or theme_preference, not both',
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
      message: `is not a tag like en-KE of one of the languages ${languages.join(', ')}`,
    });
    return z.NEVER;
  })
  .describe(`A BCP 47 tag of one of the languages ${languages.join(', ')}`);

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
      .refine(hasChanges, noChangesMessage)
      .optional(),
  })
  .refine(hasChanges, noChangesMessage);
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
