import type {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  ThemeMode,
} from '../generated/prisma/enums';

/** What a person chose, without the decimals of the database. */
export interface Settings {
  readonly profileVisibility: ProfileVisibility;
  readonly onlineStatusVisible: boolean;
  readonly appearInSuggestions: boolean;
  readonly whoCanSendFriendRequests: FriendRequestAudience;
  readonly whoCanSendMessages: MessageAudience;
  readonly shareActivityWithFriends: boolean;
  readonly calendarVisibleToFriends: boolean;
  readonly shareLocation: boolean;
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

/** What holds for somebody who never chose anything; the columns have the same defaults. */
export const defaultSettings: Settings = {
  profileVisibility: 'friends_only',
  onlineStatusVisible: true,
  appearInSuggestions: true,
  whoCanSendFriendRequests: 'friends_of_friends',
  whoCanSendMessages: 'friends_only',
  shareActivityWithFriends: true,
  calendarVisibleToFriends: false,
  shareLocation: false,
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

/** The languages somebody can be written to in. */
export const languages: readonly string[] = ['en', 'sw', 'fr', 'es', 'de'];

const longestLocale = 35;

/**
 * A language with script and region as BCP 47 writes it: `en-ke` is `en-KE`. Wishes about calendars and digits are left out.
 *
 * @returns undefined for what is no tag, and for a language nobody is written to in
 */
export function localeOf(tag: string): string | undefined {
  try {
    const { baseName, language } = new Intl.Locale(tag);
    return languages.includes(language) && baseName.length <= longestLocale ? baseName : undefined;
  } catch {
    return undefined;
  }
}

const zoneShape = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

/** Whether this is the IANA name of a zone. Bare offsets are not: they know nothing of summer time. */
export function isTimeZone(name: string): boolean {
  if (name.length > 64 || !zoneShape.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `06:30` as minutes after midnight. The schema has checked its shape. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes after midnight as `06:30`. */
export function timeOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
