import type { Sql } from '@tribe/service-kit';
import { friendshipColumns, type FriendshipRow } from '../friend/friendship.queries';
import type { BlockedUser, MutedUser } from '../generated/prisma/client';

/**
 * Deletes at most `limit` friendships and requests of a user.
 *
 * @returns the rows as they were
 */
export function deleteFriendships(
  sql: Sql,
  userId: string,
  limit: number,
): Promise<FriendshipRow[]> {
  return sql.query<FriendshipRow>(
    'erasure_delete_friendships',
    `DELETE FROM friendships WHERE id IN (
       SELECT id FROM friendships WHERE user_low = $1::uuid OR user_high = $1::uuid
        ORDER BY id LIMIT $2 FOR UPDATE)
     RETURNING ${friendshipColumns}`,
    [userId, limit],
  );
}

/**
 * Deletes at most `limit` blocks by and of a user, also those that were lifted.
 *
 * @returns the rows as they were
 */
export function deleteBlocks(sql: Sql, userId: string, limit: number): Promise<BlockedUser[]> {
  return sql.query<BlockedUser>(
    'erasure_delete_blocks',
    `DELETE FROM blocked_users WHERE id IN (
       SELECT id FROM blocked_users WHERE blocker_id = $1::uuid OR blocked_id = $1::uuid
        ORDER BY id LIMIT $2 FOR UPDATE)
     RETURNING id, blocker_id AS "blockerId", blocked_id AS "blockedId", reason, blocked_at AS "blockedAt",
               unblocked_at AS "unblockedAt", version`,
    [userId, limit],
  );
}

/**
 * Deletes at most `limit` mutes by and of a user, also those that were lifted.
 *
 * @returns the rows as they were
 */
export function deleteMutes(sql: Sql, userId: string, limit: number): Promise<MutedUser[]> {
  return sql.query<MutedUser>(
    'erasure_delete_mutes',
    `DELETE FROM muted_users WHERE id IN (
       SELECT id FROM muted_users WHERE muter_id = $1::uuid OR muted_id = $1::uuid
        ORDER BY id LIMIT $2 FOR UPDATE)
     RETURNING id, muter_id AS "muterId", muted_id AS "mutedId", muted_at AS "mutedAt", unmuted_at AS "unmutedAt", version`,
    [userId, limit],
  );
}
