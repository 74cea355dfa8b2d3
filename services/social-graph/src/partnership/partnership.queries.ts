import type { Sql } from '@tribe/service-kit';
import { type Partnership } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { PairStanding, Standing } from './partnership-limits.rules';
import type { CheckInFrequency, PartnershipKind, PartnershipStatus } from './partnership.rules';

/** A partnership's row, with its words as the rules know them. */
export type PartnershipRow = Omit<Partnership, 'kind' | 'status' | 'checkInFrequency'> & {
  readonly kind: PartnershipKind;
  readonly status: PartnershipStatus;
  readonly checkInFrequency: CheckInFrequency;
};

const columns = `
  p.id, p.kind, p.name, p.user1_id AS "user1Id", p.user2_id AS "user2Id", p.status,
  p.check_in_frequency AS "checkInFrequency", p.invitation_id AS "invitationId", p.invite_email AS "inviteEmail",
  p.invite_by_email AS "inviteByEmail", p.invite_expires_at AS "inviteExpiresAt", p.created_at AS "createdAt",
  p.activated_at AS "activatedAt", p.paused_at AS "pausedAt", p.dissolved_at AS "dissolvedAt",
  p.updated_at AS "updatedAt", p.version`;
/** The partnership with this id, locked until the transaction ends. */
export async function lockPartnership(tx: Tx, id: string): Promise<PartnershipRow | undefined> {
  const rows = await tx.sql.query<PartnershipRow>(
    'partnership_lock_partnership',
    `SELECT ${columns} FROM partnerships AS p WHERE p.id = $1::uuid FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** The partnership whose newest invitation this is, locked until the transaction ends. */
export async function lockInvitation(
  tx: Tx,
  invitationId: string,
): Promise<PartnershipRow | undefined> {
  const rows = await tx.sql.query<PartnershipRow>(
    'partnership_lock_invitation',
    `SELECT ${columns} FROM partnerships AS p WHERE p.invitation_id = $1::uuid FOR UPDATE`,
    [invitationId],
  );
  return rows[0];
}

/** What two people have with each other and could still end, locked in an order that is the same for everybody. */
export function lockOpenBetween(tx: Tx, a: string, b: string): Promise<PartnershipRow[]> {
  return tx.sql.query<PartnershipRow>(
    'partnership_lock_open_between',
    `SELECT ${columns} FROM partnerships AS p
     WHERE p.status IN ('pending_invite', 'active', 'paused', 'declined')
       AND p.id IN (SELECT mine.partnership_id
                      FROM partnership_members AS mine JOIN partnership_members AS theirs USING (partnership_id)
                     WHERE mine.user_id = $1::uuid AND theirs.user_id = $2::uuid)
     ORDER BY p.id FOR UPDATE`,
    [a, b],
  );
}

/** What somebody has with anybody and could still end, locked in an order that is the same for everybody. */
export function lockOpenOf(tx: Tx, userId: string, limit: number): Promise<PartnershipRow[]> {
  return tx.sql.query<PartnershipRow>(
    'partnership_lock_open_of',
    `SELECT ${columns} FROM partnerships AS p
     WHERE p.id = ANY (ARRAY(SELECT partnership_id FROM partnership_members WHERE user_id = $1::uuid))
       AND (p.user1_id = $1::uuid AND p.status IN ('pending_invite', 'active', 'paused', 'declined')
        OR p.user2_id = $1::uuid AND p.status IN ('pending_invite', 'active', 'paused'))
     ORDER BY p.id LIMIT $2 FOR UPDATE`,
    [userId, limit],
  );
}

/**
 * Makes everybody who changes what counts for one of these people wait for each other until the transaction ends. Taken
 * after the row of a partnership, never before, and no row is locked after it: so nobody waits in a circle.
 */
export async function lockPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...ids].sort()) {
    await tx.sql.execute(
      'partnership_lock_people',
      `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
      [`partnerships of ${id}`],
    );
  }
}

/** @param exceptId a partnership that does not count */
export async function standingOf(
  tx: Tx,
  userId: string,
  now: Date,
  exceptId: string,
): Promise<Standing> {
  const [standing] = await tx.sql.query<Standing>(
    'partnership_standing_of',
    `SELECT EXISTS (SELECT FROM partnership_members
                    WHERE user_id = $1::uuid AND kind = 'duo' AND is_current) AS "inDuo",
           (SELECT count(*) FROM partnership_members
             WHERE user_id = $1::uuid AND kind = 'accountability' AND is_current)::int AS "partnerships",
           (SELECT count(*) FROM partnerships
             WHERE user1_id = $1::uuid AND status IN ('pending_invite', 'declined')
               AND invite_expires_at > $2::timestamptz AND id <> $3::uuid)::int AS "openInvitations"`,
    [userId, now, exceptId],
  );
  if (!standing) throw new Error('a query of one row gave none');
  return standing;
}

/** @param exceptId a partnership that does not count */
export async function pairStanding(
  tx: Tx,
  pair: { inviterId: string; otherId: string; kind: PartnershipKind; now: Date; exceptId: string },
): Promise<PairStanding> {
  const { inviterId, otherId, kind, now, exceptId } = pair;
  const [standing] = await tx.sql.query<PairStanding>(
    'partnership_pair_standing',
    `SELECT EXISTS (SELECT FROM friend_edges
                    WHERE user_id = $1::uuid AND friend_id = $2::uuid) AS "areFriends",
           EXISTS (SELECT FROM partnerships
                    WHERE kind = $3 AND status IN ('active', 'paused')
                      AND least(user1_id, user2_id) = least($1::uuid, $2::uuid)
                      AND greatest(user1_id, user2_id) = greatest($1::uuid, $2::uuid)) AS "arePartners",
           EXISTS (SELECT FROM partnerships
                    WHERE user1_id = $1::uuid AND user2_id = $2::uuid AND kind = $3
                      AND status IN ('pending_invite', 'declined') AND invite_expires_at > $4::timestamptz
                      AND id <> $5::uuid) AS "isInvited"`,
    [inviterId, otherId, kind, now, exceptId],
  );
  if (!standing) throw new Error('a query of one row gave none');
  return standing;
}

/** Changes a locked row, and its version with it. The invited address goes with the invitation. */
export async function changePartnership(
  tx: Tx,
  { id }: PartnershipRow,
  change: Partial<Omit<PartnershipRow, 'id' | 'version'>> & {
    status: PartnershipStatus;
    updatedAt: Date;
  },
): Promise<PartnershipRow> {
  const forgotten = change.status === 'pending_invite' ? {} : { inviteEmail: null };
  const data = { ...change, ...forgotten, version: { increment: 1 } };
  return (await tx.partnership.update({ where: { id }, data })) as PartnershipRow;
}

export interface PartnershipFilter {
  readonly userId: string;
  readonly now: Date;
  /** null for all. */
  readonly statuses: readonly PartnershipStatus[] | null;
  /** null for all. */
  readonly kind: PartnershipKind | null;
}

/** The partnerships one person may see, each with its status as they see it: isVisibleTo and statusSeenBy in SQL, without people hidden from them. */
const visibleSql = `
  SELECT ${columns},
         CASE WHEN p.status = 'pending_invite' OR (p.status = 'declined' AND p.user1_id = $1::uuid)
              THEN CASE WHEN p.invite_expires_at <= $2::timestamptz THEN 'expired_invite' ELSE 'pending_invite' END
              ELSE p.status END AS seen
    FROM partnership_members AS m JOIN partnerships AS p ON p.id = m.partnership_id
   WHERE m.user_id = $1::uuid AND (p.user1_id = $1::uuid OR p.activated_at IS NOT NULL OR p.status <> 'dissolved')
     AND NOT EXISTS (SELECT FROM blocked_users AS b
                      WHERE b.unblocked_at IS NULL AND b.blocker_id = p.user1_id AND b.blocked_id = p.user2_id)
     AND NOT EXISTS (SELECT FROM blocked_users AS b
                      WHERE b.unblocked_at IS NULL AND b.blocker_id = p.user2_id AND b.blocked_id = p.user1_id)
     AND ($4::text IS NULL OR p.kind = $4)`;

/** One page, newest first. */
export function selectPartnerships(
  sql: Sql,
  { userId, now, statuses, kind }: PartnershipFilter,
  { afterId, offset, limit }: { afterId: string | null; offset: number; limit: number },
): Promise<PartnershipRow[]> {
  return sql.query<PartnershipRow>(
    'partnerships_list',
    `SELECT * FROM (${visibleSql} AND ($5::uuid IS NULL OR m.partnership_id < $5)) AS visible
      WHERE $3::text[] IS NULL OR seen = ANY ($3)
      ORDER BY id DESC LIMIT $6 OFFSET $7`,
    [userId, now, statuses, kind, afterId, limit, offset],
  );
}

export async function countPartnerships(
  sql: Sql,
  { userId, now, statuses, kind }: PartnershipFilter,
): Promise<number> {
  const [row] = await sql.query<{ partnerships: number }>(
    'partnerships_count',
    `SELECT count(*)::int AS partnerships FROM (${visibleSql}) AS visible WHERE $3::text[] IS NULL OR seen = ANY ($3)`,
    [userId, now, statuses, kind],
  );
  return row?.partnerships ?? 0;
}
