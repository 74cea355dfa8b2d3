import type { Settings } from '../user/user-settings.rules';
import { timeOf } from './settings.rules';

/** Settings with the time of the last change. */
type DatedSettings = Settings & { readonly updatedAt: Date };

export function privacyView(settings: DatedSettings) {
  return {
    profile_visibility: settings.profileVisibility,
    online_status_visible: settings.onlineStatusVisible,
    appear_in_suggestions: settings.appearInSuggestions,
    who_can_send_friend_requests: settings.whoCanSendFriendRequests,
    who_can_send_messages: settings.whoCanSendMessages,
    share_activity_with_friends: settings.shareActivityWithFriends,
    calendar_visible_to_friends: settings.calendarVisibleToFriends,
    share_location: settings.shareLocation,
    ask_before_adding_to_goals: settings.askBeforeAddingToGoals,
    discoverable_by_phone: settings.discoverableByPhone,
    updated_at: settings.updatedAt.toISOString(),
  };
}

export function appearanceView(settings: DatedSettings) {
  return {
    theme_mode: settings.themeMode,
    accent_color: settings.accentColor,
    font_size_multiplier: settings.fontSizeMultiplier,
    updated_at: settings.updatedAt.toISOString(),
  };
}

export function localeView(settings: DatedSettings) {
  return {
    timezone: settings.timezone,
    day_starts_at: timeOf(settings.dayStartsAtMinute),
    locale: settings.locale,
    quiet_hours: {
      enabled: settings.quietHoursEnabled,
      start: timeOf(settings.quietHoursStartMinute),
      end: timeOf(settings.quietHoursEndMinute),
    },
    updated_at: settings.updatedAt.toISOString(),
  };
}
