import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { hiddenFrom } from '../people/hidden.queries';
import { isActiveAccount } from '../people/user-card.queries';
import type { TribeKind } from './tribe-roles.rules';
import { type ListedTribe, listedTribeColumns } from './tribe.queries';
import { openSince } from './tribe.rules';

/** An invitation into a tribe, group or team. */
export interface InvitationRow {
  readonly id: string;
  readonly tribeId: string;
  readonly inviterId: string;
  readonly inviteeId: string;
  readonly createdAt: Date;
}

/** An open invitation of a user, with the tribe. */
export interface ReceivedInvitationRow extends Omit<ListedTribe, 'myRole'> {
  readonly invitationId: string;
  readonly inviterId: string;
  readonly inviteeId: string;
  readonly invitedAt: Date;
}

/**
 * The open invitations of $1 into tribes of the kind $2. An invitation does not exist for the invitee when the inviter or
 * the owner is hidden, or has a closed account.
 */
const receivedInvitations = `
  FROM tribe_invitations AS i JOIN tribes AS t ON t.id = i.tribe_id
 WHERE i.invitee_id = $1::uuid AND i.status = 'pending' AND i.created_at > $3::timestamptz
   AND t.kind = $2 AND t.archived_at IS NULL
   AND i.inviter_id NOT IN (SELECT id FROM hidden) AND t.owner_id NOT IN (SELECT id FROM hidden)
   AND ${isActiveAccount('i.inviter_id')} AND ${isActiveAccount('t.owner_id')}`;

/** The invitations into $1 that $2 sees as pending: a declined invitation looks open to the inviters. */
const sentInvitations = `
  FROM tribe_invitations
 WHERE tribe_id = $1::uuid AND status IN ('pending', 'declined') AND created_at > $3::timestamptz
   AND invitee_id NOT IN (SELECT id FROM hidden)
   AND ${isActiveAccount('tribe_invitations.invitee_id')}`;

const hiddenFromInvitee = `WITH hidden AS MATERIALIZED (${hiddenFrom('$1::uuid')})`;
const hiddenFromViewer = `WITH hidden AS MATERIALIZED (${hiddenFrom('$2::uuid')})`;

/** The open invitations of a user, newest first. */
export function listReceivedInvitations(
  sql: Sql,
  { inviteeId, kind, now }: { inviteeId: string; kind: TribeKind; now: Date },
  window: PageWindow,
): Promise<ReceivedInvitationRow[]> {
  return sql.query<ReceivedInvitationRow>(
    'tribe_invitation_received_page',
    `${hiddenFromInvitee}
     SELECT ${listedTribeColumns}, i.id AS "invitationId", i.inviter_id AS "inviterId", i.invitee_id AS "inviteeId",
            i.created_at AS "invitedAt"
      ${receivedInvitations} AND i.id < $4::uuid
      ORDER BY i.id DESC LIMIT $5 OFFSET $6`,
    [inviteeId, kind, openSince(now), olderThan(window).id, window.limit, window.offset],
  );
}

export function countReceivedInvitations(
  sql: Sql,
  { inviteeId, kind, now }: { inviteeId: string; kind: TribeKind; now: Date },
): Promise<number> {
  return countRows(
    sql,
    'tribe_invitation_received_count',
    `${hiddenFromInvitee} SELECT count(*)::int AS total ${receivedInvitations}`,
    [inviteeId, kind, openSince(now)],
  );
}

/** The invitations into a tribe that look open, newest first. */
export function listSentInvitations(
  sql: Sql,
  { tribeId, viewerId, now }: { tribeId: string; viewerId: string; now: Date },
  window: PageWindow,
): Promise<InvitationRow[]> {
  return sql.query<InvitationRow>(
    'tribe_invitation_sent_page',
    `${hiddenFromViewer}
     SELECT id, tribe_id AS "tribeId", inviter_id AS "inviterId", invitee_id AS "inviteeId", created_at AS "createdAt"
      ${sentInvitations} AND id < $4::uuid
      ORDER BY id DESC LIMIT $5 OFFSET $6`,
    [tribeId, viewerId, openSince(now), olderThan(window).id, window.limit, window.offset],
  );
}

export function countSentInvitations(
  sql: Sql,
  { tribeId, viewerId, now }: { tribeId: string; viewerId: string; now: Date },
): Promise<number> {
  return countRows(
    sql,
    'tribe_invitation_sent_count',
    `${hiddenFromViewer} SELECT count(*)::int AS total ${sentInvitations}`,
    [tribeId, viewerId, openSince(now)],
  );
}
