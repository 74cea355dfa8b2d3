import { batched, type Sql } from '@tribe/service-kit';
import type { LocaleSettings, PrivacySettings } from './user-settings.rules';

/** The card of an active user, as other services ask for it. */
export interface UserCardRow {
  id: string;
  username: string;
  fullName: string;
  profileImageUrl: string | null;
  version: bigint;
  /** null for a user who never changed their settings */
  privacy: PrivacySettings | null;
  locale: LocaleSettings | null;
}

const userCardsByIds = `
  SELECT u.id, u.username, u.full_name AS "fullName", u.profile_image_url AS "profileImageUrl", u.version,
         CASE WHEN s.user_id IS NOT NULL THEN json_build_object(
           'profileVisibility', s.profile_visibility, 'onlineStatusVisible', s.online_status_visible,
           'appearInSuggestions', s.appear_in_suggestions,
           'whoCanSendFriendRequests', s.who_can_send_friend_requests,
           'whoCanSendMessages', s.who_can_send_messages,
           'shareActivityWithFriends', s.share_activity_with_friends,
           'calendarVisibleToFriends', s.calendar_visible_to_friends,
           'shareLocation', s.share_location,
           'askBeforeAddingToGoals', s.ask_before_adding_to_goals,
           'discoverableByPhone', s.discoverable_by_phone
             AND EXISTS (SELECT FROM phone_numbers p WHERE p.user_id = u.id)) END AS privacy,
         CASE WHEN s.user_id IS NOT NULL THEN json_build_object(
           'timezone', s.timezone, 'dayStartsAtMinute', s.day_starts_at_minute, 'locale', s.locale,
           'quietHoursEnabled', s.quiet_hours_enabled, 'quietHoursStartMinute', s.quiet_hours_start_minute,
           'quietHoursEndMinute', s.quiet_hours_end_minute) END AS locale
    FROM users u
    LEFT JOIN user_settings s ON s.user_id = u.id
   WHERE u.id = ANY($1::uuid[]) AND u.is_active`;

/** The cards of many users at once: the hottest read of the service. Inactive users have none. */
async function findUserCards(sql: Sql, ids: readonly string[]): Promise<Map<string, UserCardRow>> {
  const rows = await sql.query<UserCardRow>('user_cards_by_ids', userCardsByIds, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The card of a user; undefined for a user who does not exist or is not active. */
export const findUserCard = batched(findUserCards);
