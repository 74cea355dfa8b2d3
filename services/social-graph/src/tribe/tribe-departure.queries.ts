import type { Sql } from '@tribe/service-kit';

/** Makes the owner of a tribe its creator when this user is the creator. */
export async function replaceCreator(sql: Sql, tribeId: string, userId: string): Promise<void> {
  await sql.execute(
    'tribe_departure_replace_creator',
    `UPDATE tribes SET created_by = owner_id WHERE id = $1::uuid AND created_by = $2::uuid`,
    [tribeId, userId],
  );
}

/** Deletes at most `limit` invitations from or to a user. */
export function deleteInvitations(sql: Sql, userId: string, limit: number): Promise<number> {
  return sql.execute(
    'tribe_departure_delete_invitations',
    `DELETE FROM tribe_invitations WHERE id IN (
      SELECT id FROM tribe_invitations WHERE invitee_id = $1::uuid OR inviter_id = $1::uuid
       ORDER BY id LIMIT $2 FOR UPDATE)`,
    [userId, limit],
  );
}

/** Deletes at most `limit` requests of a user to join. */
export function deleteJoinRequests(sql: Sql, userId: string, limit: number): Promise<number> {
  return sql.execute(
    'tribe_departure_delete_join_requests',
    `DELETE FROM tribe_join_requests WHERE id IN (
      SELECT id FROM tribe_join_requests WHERE user_id = $1::uuid ORDER BY id LIMIT $2 FOR UPDATE)`,
    [userId, limit],
  );
}

/** Deletes at most `limit` archived tribes of an owner. */
export function deleteArchivedTribes(sql: Sql, ownerId: string, limit: number): Promise<number> {
  return sql.execute(
    'tribe_departure_delete_archived',
    `DELETE FROM tribes WHERE id IN (
      SELECT id FROM tribes WHERE owner_id = $1::uuid AND archived_at IS NOT NULL
       ORDER BY id LIMIT $2 FOR UPDATE)`,
    [ownerId, limit],
  );
}
