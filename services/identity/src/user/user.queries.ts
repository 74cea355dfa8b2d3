import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { PrivacySettings } from './user-settings.events';

/** What {@link userCardsByIds} reads of a person. */
export interface UserCardRow {
  id: string;
  username: string;
  fullName: string;
  profileImageUrl: string | null;
  /** A bigint, which the driver hands over as text. */
  version: string;
  /** Null for somebody who never chose anything. */
  privacy: PrivacySettings | null;
}

/** The hottest read of the service: cards of many people at once. Inactive people are left out. */
export const userCardsByIds = {
  name: 'user-cards-by-ids',
  text: `
    SELECT u.id, u.username, u.full_name AS "fullName", u.profile_image_url AS "profileImageUrl", u.version,
           CASE WHEN s.user_id IS NOT NULL THEN json_build_object(
             'profileVisibility', s.profile_visibility, 'onlineStatusVisible', s.online_status_visible,
             'appearInSuggestions', s.appear_in_suggestions,
             'whoCanSendFriendRequests', s.who_can_send_friend_requests,
             'whoCanSendMessages', s.who_can_send_messages,
             'shareActivityWithFriends', s.share_activity_with_friends,
             'calendarVisibleToFriends', s.calendar_visible_to_friends,
             'shareLocation', s.share_location,
             'discoverableByPhone', s.discoverable_by_phone
               AND EXISTS (SELECT FROM phone_numbers p WHERE p.user_id = u.id)) END AS privacy
    FROM users u
    LEFT JOIN user_settings s ON s.user_id = u.id
    WHERE u.id = ANY($1::uuid[]) AND u.is_active`,
} as const;

/**
 * Whether the account is open. Until the transaction ends nobody can close it, or change anything of it; a closing that
 * came first is waited for.
 */
export async function lockActiveUser(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.sql.query(
    'user_lock_active_user',
    `SELECT id FROM users WHERE id = $1::uuid AND is_active FOR SHARE`,
    [userId],
  );
  return rows.length > 0;
}

/** The person with their row lock, until the transaction ends. */
export async function lockUser(tx: Tx, userId: string): Promise<User | null> {
  await tx.sql.query(
    'user_lock_user',
    `SELECT id FROM users WHERE id = $1::uuid FOR NO KEY UPDATE`,
    [userId],
  );
  return tx.user.findUnique({ where: { id: userId } });
}

/** The rows of these people, in one order for everybody, so that nobody waits for each other. */
export async function lockUsers(tx: Tx, userIds: readonly string[]): Promise<void> {
  await tx.sql.query(
    'user_lock_users',
    `SELECT id FROM users WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [[...userIds]],
  );
}
