import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type {
  ReceivedInviteResponse,
  SentInviteResponse,
  TribeInviteResponse,
} from './tribe-invitation.dto';
import type { InvitationRow, ReceivedInvitationRow } from './tribe-invitation.queries';
import type { TribeResponse } from './tribe.dto';
import { openMs } from './tribe.rules';

/** Answers show invitations only while they are open, or look open. */
export function invitationView(invitation: InvitationRow): TribeInviteResponse {
  const { createdAt } = invitation;
  return {
    id: invitation.id,
    tribe_id: invitation.tribeId,
    inviter_id: invitation.inviterId,
    invitee_id: invitation.inviteeId,
    status: 'pending',
    created_at: createdAt.toISOString(),
    expires_at: new Date(createdAt.getTime() + openMs).toISOString(),
  };
}

/** An invitation as the invitee sees it. */
export function receivedInvitationView(
  { invitationId, inviterId, inviteeId, invitedAt, id: tribeId }: ReceivedInvitationRow,
  tribe: TribeResponse,
  inviter: UserCard | undefined,
): ReceivedInviteResponse {
  return {
    ...invitationView({ id: invitationId, tribeId, inviterId, inviteeId, createdAt: invitedAt }),
    tribe,
    inviter: inviter ? userCardView(inviter) : null,
  };
}

/** An invitation as the members who can invite see it. */
export function sentInvitationView(
  invitation: InvitationRow,
  invitee: UserCard,
): SentInviteResponse {
  return { ...invitationView(invitation), invitee: userCardView(invitee) };
}
