import type { Sql } from '@tribe/service-kit';

/** The check-ins of an owner that wait for a user. */
export interface WaitingOwner {
  readonly ownerId: string;
  readonly checkins: number;
}

export async function insertPending(
  sql: Sql,
  pending: { checkinId: string; ownerId: string; partnerIds: readonly string[]; requestedAt: Date },
): Promise<void> {
  await sql.execute(
    'pending_verifications_insert',
    `INSERT INTO pending_verifications (checkin_id, partner_id, owner_id, requested_at)
     SELECT $1::uuid, partner_id, $2::uuid, $3 FROM unnest($4::uuid[]) AS partner (partner_id)
     ON CONFLICT (checkin_id, partner_id) DO UPDATE SET requested_at = excluded.requested_at`,
    [pending.checkinId, pending.ownerId, pending.requestedAt, pending.partnerIds],
  );
}

export async function deletePending(sql: Sql, checkinId: string): Promise<void> {
  await sql.execute(
    'pending_verifications_delete',
    'DELETE FROM pending_verifications WHERE checkin_id = $1::uuid',
    [checkinId],
  );
}

/** Deletes a batch of the rows about a user, as partner or owner. */
export function erasePending(sql: Sql, userId: string, limit: number): Promise<number> {
  return sql.execute(
    'pending_verifications_erase',
    `DELETE FROM pending_verifications WHERE (checkin_id, partner_id) IN (
       SELECT checkin_id, partner_id FROM pending_verifications
        WHERE partner_id = $1::uuid OR owner_id = $1::uuid LIMIT $2)`,
    [userId, limit],
  );
}

/** Returns the owners whose check-ins have waited for a user since an instant, those with the most first. */
export function listWaitingOwners(
  sql: Sql,
  { partnerId, before, limit }: { partnerId: string; before: Date; limit: number },
): Promise<WaitingOwner[]> {
  return sql.query<WaitingOwner>(
    'pending_verifications_by_owner',
    `SELECT owner_id AS "ownerId", count(*)::int AS checkins FROM pending_verifications
      WHERE partner_id = $1::uuid AND requested_at <= $2
      GROUP BY owner_id ORDER BY checkins DESC, owner_id LIMIT $3`,
    [partnerId, before, limit],
  );
}
