import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { ParticipantRole, TargetType } from '../generated/prisma/enums';

export interface ReceivedInvitationRow {
  readonly id: string;
  readonly inviter_id: string;
  readonly role: ParticipantRole;
  readonly created_at: Date;
  readonly goal_id: string;
  readonly title: string;
  readonly category: string | null;
  readonly target_type: TargetType;
  readonly target_amount: string | null;
  readonly target_currency: string;
  readonly target_date: string | null;
  readonly image_url: string | null;
  readonly is_public: boolean;
  readonly participants_count: number;
}

export interface SentInvitationRow {
  readonly id: string;
  readonly goal_id: string;
  readonly invitee_id: string;
  readonly role: ParticipantRole;
  readonly created_at: Date;
}

/** Open invitations of $1. One of a hidden inviter or owner does not exist. */
const received = `
  FROM goal_invitations i
  JOIN goals g ON g.id = i.goal_id
 WHERE i.invitee_id = $1::uuid AND i.status = 'pending' AND g.deleted_at IS NULL
   AND NOT ${hiddenCondition('$1::uuid', 'i.inviter_id')} AND NOT ${hiddenCondition('$1::uuid', 'g.creator_id')}`;

/** The invitations to $1 that look pending to the viewer $2. */
const sent = `
  FROM goal_invitations i
 WHERE i.goal_id = $1::uuid AND i.status IN ('pending', 'declined')
   AND NOT ${hiddenCondition('$2::uuid', 'i.invitee_id')}`;

const receivedPage = `
  SELECT i.id, i.inviter_id, i.role, i.created_at, g.id AS goal_id, g.title, g.category, g.target_type,
         g.target_amount::text, g.target_currency, g.target_date::text, g.image_url, g.is_public,
         (SELECT count(*)::int FROM goal_participants WHERE goal_id = g.id AND left_at IS NULL) AS participants_count
  ${received} AND i.id < $2::uuid
   ORDER BY i.id DESC LIMIT $3 OFFSET $4`;

const sentPage = `
  SELECT i.id, i.goal_id, i.invitee_id, i.role, i.created_at
  ${sent} AND i.id < $3::uuid
   ORDER BY i.id DESC LIMIT $4 OFFSET $5`;

const inviterLimits = `
  SELECT (SELECT count(*)::int FROM goal_invitations WHERE goal_id = $1::uuid AND status IN ('pending', 'declined')) AS open,
         count(*)::int AS recent, min(created_at) AS oldest
    FROM goal_invitations WHERE inviter_id = $2::uuid AND created_at > $3::timestamptz`;

/** Returns the open invitations of a user, newest first. */
export function listReceivedInvitations(
  sql: Sql,
  userId: string,
  window: PageWindow,
): Promise<ReceivedInvitationRow[]> {
  const values = [userId, olderThan(window).id, window.limit, window.offset];
  return sql.query<ReceivedInvitationRow>('goal_invitation_received_page', receivedPage, values);
}

export function countReceivedInvitations(sql: Sql, userId: string): Promise<number> {
  const text = `SELECT count(*)::int AS total ${received}`;
  return countRows(sql, 'goal_invitation_received_count', text, [userId]);
}

/** Returns the open invitations to a goal, newest first. */
export function listSentInvitations(
  sql: Sql,
  { goalId, viewerId }: { goalId: string; viewerId: string },
  window: PageWindow,
): Promise<SentInvitationRow[]> {
  const values = [goalId, viewerId, olderThan(window).id, window.limit, window.offset];
  return sql.query<SentInvitationRow>('goal_invitation_sent_page', sentPage, values);
}

export function countSentInvitations(
  sql: Sql,
  { goalId, viewerId }: { goalId: string; viewerId: string },
): Promise<number> {
  const text = `SELECT count(*)::int AS total ${sent}`;
  return countRows(sql, 'goal_invitation_sent_count', text, [goalId, viewerId]);
}

/** Locks the sending of a user until the transaction ends, so that the limit holds for all goals together. */
export async function lockInviter(sql: Sql, inviterId: string): Promise<void> {
  await sql.execute(
    'goal_invitation_lock_inviter',
    `SELECT pg_advisory_xact_lock(hashtextextended('goal inviter ' || $1, 0))`,
    [inviterId],
  );
}

/** Returns how many invitations to a goal are open, and how many the inviter sent since an instant. */
export async function countForLimits(
  sql: Sql,
  { goalId, inviterId, since }: { goalId: string; inviterId: string; since: Date },
): Promise<{ open: number; recent: { count: number; oldest: Date | null } }> {
  const [row] = await sql.query<{ open: number; recent: number; oldest: Date | null }>(
    'goal_invitation_limits',
    inviterLimits,
    [goalId, inviterId, since],
  );

  return {
    open: row?.open ?? 0,
    recent: { count: row?.recent ?? 0, oldest: row?.oldest ?? null },
  };
}
