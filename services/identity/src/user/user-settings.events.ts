import { FriendRequestAudience, MessageAudience, ProfileVisibility } from '@tribe/contracts';
import type { LocaleSettings, PrivacySettings, Settings } from './user-settings.rules';

const visibilities = {
  everyone: ProfileVisibility.EVERYONE,
  friends_only: ProfileVisibility.FRIENDS_ONLY,
  private: ProfileVisibility.PRIVATE,
} satisfies Record<Settings['profileVisibility'], ProfileVisibility>;

const requesters = {
  everyone: FriendRequestAudience.EVERYONE,
  friends_of_friends: FriendRequestAudience.FRIENDS_OF_FRIENDS,
  no_one: FriendRequestAudience.NO_ONE,
} satisfies Record<Settings['whoCanSendFriendRequests'], FriendRequestAudience>;

const senders = {
  everyone: MessageAudience.EVERYONE,
  friends_only: MessageAudience.FRIENDS_ONLY,
} satisfies Record<Settings['whoCanSendMessages'], MessageAudience>;

/** The `UserPrivacy` of events and RPC. */
export function privacyMessage(settings: PrivacySettings) {
  return {
    profileVisibility: visibilities[settings.profileVisibility],
    onlineStatusVisible: settings.onlineStatusVisible,
    appearInSuggestions: settings.appearInSuggestions,
    whoCanSendFriendRequests: requesters[settings.whoCanSendFriendRequests],
    whoCanSendMessages: senders[settings.whoCanSendMessages],
    shareActivityWithFriends: settings.shareActivityWithFriends,
    calendarVisibleToFriends: settings.calendarVisibleToFriends,
    shareLocation: settings.shareLocation,
    askBeforeAddingToGoals: settings.askBeforeAddingToGoals,
    discoverableByPhone: settings.discoverableByPhone,
  };
}

/** The `UserLocale` of events: time zone, start of the day, language and quiet hours. */
export function localeMessage(settings: LocaleSettings) {
  return {
    timezone: settings.timezone,
    dayStartsAtMinute: settings.dayStartsAtMinute,
    locale: settings.locale,
    quietHours: {
      enabled: settings.quietHoursEnabled,
      startMinute: settings.quietHoursStartMinute,
      endMinute: settings.quietHoursEndMinute,
    },
  };
}
