import type {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  ThemeMode,
} from '../generated/prisma/enums';

/** The settings of a user, with numbers in place of the decimals of the database. */
export interface Settings {
  readonly profileVisibility: ProfileVisibility;
  readonly onlineStatusVisible: boolean;
  readonly appearInSuggestions: boolean;
  readonly whoCanSendFriendRequests: FriendRequestAudience;
  readonly whoCanSendMessages: MessageAudience;
  readonly shareActivityWithFriends: boolean;
  readonly calendarVisibleToFriends: boolean;
  readonly shareLocation: boolean;
  readonly askBeforeAddingToGoals: boolean;
  readonly discoverableByPhone: boolean;
  readonly themeMode: ThemeMode;
  readonly accentColor: string;
  readonly fontSizeMultiplier: number;
  readonly timezone: string;
  readonly dayStartsAtMinute: number;
  readonly locale: string;
  readonly quietHoursEnabled: boolean;
  readonly quietHoursStartMinute: number;
  readonly quietHoursEndMinute: number;
}

/** The settings that say what others see of a user and may do. */
export type PrivacySettings = Pick<
  Settings,
  | 'profileVisibility'
  | 'onlineStatusVisible'
  | 'appearInSuggestions'
  | 'whoCanSendFriendRequests'
  | 'whoCanSendMessages'
  | 'shareActivityWithFriends'
  | 'calendarVisibleToFriends'
  | 'shareLocation'
  | 'askBeforeAddingToGoals'
  | 'discoverableByPhone'
>;

/** The settings that decide about the times and the language of a user. */
export type LocaleSettings = Pick<
  Settings,
  | 'timezone'
  | 'dayStartsAtMinute'
  | 'locale'
  | 'quietHoursEnabled'
  | 'quietHoursStartMinute'
  | 'quietHoursEndMinute'
>;

/** The columns that a change writes; absent columns keep their values. */
export type SettingsChange = { readonly [Column in keyof Settings]?: Settings[Column] | undefined };

/** The settings of a user who never changed any; the columns have the same defaults. */
export const defaultSettings: Settings = {
  profileVisibility: 'friends_only',
  onlineStatusVisible: true,
  appearInSuggestions: true,
  whoCanSendFriendRequests: 'friends_of_friends',
  whoCanSendMessages: 'friends_only',
  shareActivityWithFriends: true,
  calendarVisibleToFriends: false,
  shareLocation: false,
  askBeforeAddingToGoals: false,
  discoverableByPhone: false,
  themeMode: 'system',
  accentColor: '#FF6B6B',
  fontSizeMultiplier: 1,
  timezone: 'UTC',
  dayStartsAtMinute: 0,
  locale: 'en',
  quietHoursEnabled: false,
  quietHoursStartMinute: 22 * 60,
  quietHoursEndMinute: 7 * 60,
};

/** The settings as other services get them: a user without a verified phone number cannot be found by one. */
export function sharedSettings<S extends Settings>(settings: S, hasPhoneNumber: boolean): S {
  return { ...settings, discoverableByPhone: settings.discoverableByPhone && hasPhoneNumber };
}
