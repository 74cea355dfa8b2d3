import { batched, countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Partnership } from '../generated/prisma/client';
import { areNotHidden } from '../people/hidden.queries';
import { beforeRows, type LockedPair } from '../people/locks';
import { isActiveAccount } from '../people/user-card.queries';
import type { Tx } from '../prisma.service';
import type { CheckInFrequency, PartnershipKind, PartnershipStatus } from './partnership.rules';

/** The row of a partnership, with the types of the rules. */
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

const partnershipByInvitation = `
  SELECT ${columns} FROM partnerships AS p WHERE p.invitation_id = $1::uuid`;

async function findPartnerships(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, PartnershipRow>> {
  const rows = await sql.query<PartnershipRow>(
    'partnership_by_ids',
    `SELECT ${columns} FROM partnerships AS p WHERE p.id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The partnership with this id, or undefined. */
export const findPartnership = batched(findPartnerships);

/** The partnership with this id, locked until the transaction ends. */
export async function lockPartnership(tx: Tx, id: string): Promise<PartnershipRow | undefined> {
  beforeRows(tx);
  const [row] = await tx.sql.query<PartnershipRow>(
    'partnership_by_id_lock',
    `SELECT ${columns} FROM partnerships AS p WHERE p.id = $1::uuid FOR UPDATE`,
    [id],
  );
  return row;
}

/** The partnership whose newest invitation this is. */
export async function findInvitation(
  sql: Sql,
  invitationId: string,
): Promise<PartnershipRow | undefined> {
  const [row] = await sql.query<PartnershipRow>(
    'partnership_by_invitation',
    partnershipByInvitation,
    [invitationId],
  );
  return row;
}

/** Like {@link findInvitation}, with the partnership locked until the transaction ends. */
export async function lockInvitation(
  tx: Tx,
  invitationId: string,
): Promise<PartnershipRow | undefined> {
  beforeRows(tx);
  const [row] = await tx.sql.query<PartnershipRow>(
    'partnership_by_invitation_lock',
    `${partnershipByInvitation} FOR UPDATE`,
    [invitationId],
  );
  return row;
}

/**
 * The partnerships and invitations of two users that can still end, locked in the order of ids. The members find the rows;
 * the users are compared as well, because an inviter may have replaced the invitee while this statement waited for the row.
 */
export function lockOpenBetween(
  tx: Tx,
  { userLow, userHigh }: LockedPair,
): Promise<PartnershipRow[]> {
  beforeRows(tx);
  return tx.sql.query<PartnershipRow>(
    'partnership_open_between_lock',
    `SELECT ${columns} FROM partnerships AS p
      WHERE p.status IN ('pending_invite', 'active', 'paused', 'declined')
        AND p.id IN (SELECT mine.partnership_id
                       FROM partnership_members AS mine JOIN partnership_members AS theirs USING (partnership_id)
                      WHERE mine.user_id = $1::uuid AND theirs.user_id = $2::uuid)
        AND least(p.user1_id, p.user2_id) = $1::uuid AND greatest(p.user1_id, p.user2_id) = $2::uuid
      ORDER BY p.id FOR UPDATE`,
    [userLow, userHigh],
  );
}

/** The partnerships and invitations of a user that can still end, locked in the order of ids. */
export function lockOpenOf(tx: Tx, userId: string, limit: number): Promise<PartnershipRow[]> {
  return tx.sql.query<PartnershipRow>(
    'partnership_open_of_lock',
    `SELECT ${columns} FROM partnerships AS p
      WHERE p.id = ANY (ARRAY(SELECT partnership_id FROM partnership_members WHERE user_id = $1::uuid))
        AND (p.user1_id = $1::uuid AND p.status IN ('pending_invite', 'active', 'paused', 'declined')
          OR p.user2_id = $1::uuid AND p.status IN ('pending_invite', 'active', 'paused'))
      ORDER BY p.id LIMIT $2 FOR UPDATE`,
    [userId, limit],
  );
}

export interface PartnershipFilter {
  readonly userId: string;
  readonly now: Date;
  /** null for all. */
  readonly statuses: readonly PartnershipStatus[] | null;
  /** null for all. */
  readonly kind: PartnershipKind | null;
}

/**
 * The partnerships that a user may see, each with the status that the user sees: `isVisibleTo` and `statusSeenBy` in SQL.
 * Partnerships with hidden users are left out, and invitations from closed accounts.
 */
const visiblePartnerships = `
  SELECT ${columns},
         CASE WHEN p.status = 'pending_invite' OR (p.status = 'declined' AND p.user1_id = $1::uuid)
              THEN CASE WHEN p.invite_expires_at <= $2::timestamptz THEN 'expired_invite' ELSE 'pending_invite' END
              ELSE p.status END AS seen
    FROM partnership_members AS m JOIN partnerships AS p ON p.id = m.partnership_id
   WHERE m.user_id = $1::uuid AND (p.user1_id = $1::uuid OR p.activated_at IS NOT NULL OR p.status <> 'dissolved')
     AND ${areNotHidden('p.user1_id', 'p.user2_id')}
     AND (p.user1_id = $1::uuid OR p.activated_at IS NOT NULL OR ${isActiveAccount('p.user1_id')})
     AND ($4::text IS NULL OR p.kind = $4)`;

/** The partnerships of a user, newest first. */
export function listPartnerships(
  sql: Sql,
  filter: PartnershipFilter,
  window: PageWindow,
): Promise<PartnershipRow[]> {
  const values = [...filterValues(filter), olderThan(window).id, window.limit, window.offset];
  return sql.query<PartnershipRow>(
    'partnership_page',
    `SELECT * FROM (${visiblePartnerships} AND m.partnership_id < $5::uuid) AS visible
      WHERE $3::text[] IS NULL OR seen = ANY ($3)
      ORDER BY id DESC LIMIT $6 OFFSET $7`,
    values,
  );
}

export function countPartnerships(sql: Sql, filter: PartnershipFilter): Promise<number> {
  return countRows(
    sql,
    'partnership_count',
    `SELECT count(*)::int AS total FROM (${visiblePartnerships}) AS visible WHERE $3::text[] IS NULL OR seen = ANY ($3)`,
    filterValues(filter),
  );
}

function filterValues({ userId, now, statuses, kind }: PartnershipFilter): unknown[] {
  return [userId, now, statuses, kind];
}
