import type { SettingsChange } from '../user/user-settings.rules';
import type { AppearanceBody, LocaleBody, PrivacyBody } from './settings.dto';
import { minuteOf } from './settings.rules';

/** The columns that the body of a request changes. */
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
    askBeforeAddingToGoals: body.ask_before_adding_to_goals,
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

export function localeChange(body: LocaleBody): SettingsChange {
  const { day_starts_at: dayStartsAt, quiet_hours: quietHours = {} } = body;
  const { enabled, start, end } = quietHours;
  return {
    timezone: body.timezone,
    dayStartsAtMinute: dayStartsAt === undefined ? undefined : minuteOf(dayStartsAt),
    locale: body.locale,
    quietHoursEnabled: enabled,
    quietHoursStartMinute: start === undefined ? undefined : minuteOf(start),
    quietHoursEndMinute: end === undefined ? undefined : minuteOf(end),
  };
}
