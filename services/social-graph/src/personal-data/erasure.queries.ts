import type { FriendshipRow } from '../friend/friendship.queries';
import type { BlockedUser, MutedUser } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';

/** Deletes friendships and requests of somebody, some at a time. @returns the rows as they were */
export function deleteFriendships(tx: Tx, userId: string, limit: number): Promise<FriendshipRow[]> {
  return tx.$queryRaw<FriendshipRow[]>`
    DELETE FROM friendships WHERE id IN (
      SELECT id FROM friendships WHERE user_low = ${userId}::uuid OR user_high = ${userId}::uuid LIMIT ${limit})
    RETURNING id, requester_id AS "requesterId", addressee_id AS "addresseeId", status, requested_at AS "requestedAt",
              accepted_at AS "acceptedAt", version`;
}

/** Deletes blocks by somebody and of them, those that were taken back too. @returns the rows as they were */
export function deleteBlocks(tx: Tx, userId: string, limit: number): Promise<BlockedUser[]> {
  return tx.$queryRaw<BlockedUser[]>`
    DELETE FROM blocked_users WHERE id IN (
      SELECT id FROM blocked_users WHERE blocker_id = ${userId}::uuid OR blocked_id = ${userId}::uuid LIMIT ${limit})
    RETURNING id, blocker_id AS "blockerId", blocked_id AS "blockedId", reason, blocked_at AS "blockedAt",
              unblocked_at AS "unblockedAt", version`;
}

/** Deletes mutes by somebody and of them, those that were taken back too. @returns the rows as they were */
export function deleteMutes(tx: Tx, userId: string, limit: number): Promise<MutedUser[]> {
  return tx.$queryRaw<MutedUser[]>`
    DELETE FROM muted_users WHERE id IN (
      SELECT id FROM muted_users WHERE muter_id = ${userId}::uuid OR muted_id = ${userId}::uuid LIMIT ${limit})
    RETURNING id, muter_id AS "muterId", muted_id AS "mutedId", muted_at AS "mutedAt", unmuted_at AS "unmutedAt", version`;
}
