import type { FriendshipRow } from '../friend/friendship.queries';
import type { BlockedUser, MutedUser } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';

/** Deletes friendships and requests of somebody, some at a time. @returns the rows as they were */
export function deleteFriendships(tx: Tx, userId: string, limit: number): Promise<FriendshipRow[]> {
  return tx.sql.query<FriendshipRow>(
    'erasure_delete_friendships',
    `DELETE FROM friendships WHERE id IN (
      SELECT id FROM friendships WHERE user_low = $1::uuid OR user_high = $1::uuid LIMIT $2)
    RETURNING id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt",
              accepted_at AS "acceptedAt", version`,
    [userId, limit],
  );
}

/** Deletes blocks by somebody and of them, those that were taken back too. @returns the rows as they were */
export function deleteBlocks(tx: Tx, userId: string, limit: number): Promise<BlockedUser[]> {
  return tx.sql.query<BlockedUser>(
    'erasure_delete_blocks',
    `DELETE FROM blocked_users WHERE id IN (
      SELECT id FROM blocked_users WHERE blocker_id = $1::uuid OR blocked_id = $1::uuid LIMIT $2)
    RETURNING id, blocker_id AS "blockerId", blocked_id AS "blockedId", reason, blocked_at AS "blockedAt",
              unblocked_at AS "unblockedAt", version`,
    [userId, limit],
  );
}

/** Deletes mutes by somebody and of them, those that were taken back too. @returns the rows as they were */
export function deleteMutes(tx: Tx, userId: string, limit: number): Promise<MutedUser[]> {
  return tx.sql.query<MutedUser>(
    'erasure_delete_mutes',
    `DELETE FROM muted_users WHERE id IN (
      SELECT id FROM muted_users WHERE muter_id = $1::uuid OR muted_id = $1::uuid LIMIT $2)
    RETURNING id, muter_id AS "muterId", muted_id AS "mutedId", muted_at AS "mutedAt", unmuted_at AS "unmutedAt", version`,
    [userId, limit],
  );
}
