import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { memberOf, openSince, type TribeState } from './tribe.rules';

export type InvitationStatus = 'pending' | 'accepted' | 'declined' | 'withdrawn';

/** The state of an invitation. */
export interface InvitationState {
  readonly status: InvitationStatus;
  readonly createdAt: Date;
}

/**
 * Whether a user can be invited. A declined invitation blocks another invitation as long as a pending invitation would.
 *
 * @param invitee the last invitation of the user, when there is one
 */
export function decideInvitation(
  tribe: TribeState,
  inviteeId: string,
  invitee: { readonly isFriend: boolean; readonly last: InvitationState | undefined },
  now: Date,
): Permission {
  const { isFriend, last } = invitee;
  if (!isFriend) return refuse(errors.TRIBE_INVITEE_NOT_A_FRIEND);
  if (memberOf(tribe, inviteeId)) return refuse(errors.TRIBE_MEMBER_EXISTS);
  const isOpen = last && last.status !== 'accepted' && last.createdAt > openSince(now);

  return isOpen ? refuse(errors.TRIBE_INVITATION_EXISTS) : allow;
}

/** Decides what the answer of the invitee to an invitation does. */
export function decideAnswer(
  { status, createdAt }: InvitationState,
  answer: 'accepted' | 'declined',
  now: Date,
): Decision<'accepted' | 'declined'> {
  if (status === answer) return keep;
  if (status === 'withdrawn') return refuse(errors.TRIBE_INVITATION_NOT_FOUND);
  if (status !== 'pending') return refuse(errors.TRIBE_INVITATION_ANSWERED);

  return createdAt > openSince(now) ? change(answer) : refuse(errors.TRIBE_INVITATION_NOT_FOUND);
}

/** Decides what withdrawing an invitation does. A declined invitation still looks pending, and is withdrawn like one. */
export function decideWithdraw(
  { status, createdAt }: InvitationState,
  now: Date,
): Decision<'withdrawn'> {
  if (status === 'withdrawn') return keep;
  const looksOpen = status !== 'accepted' && createdAt > openSince(now);
  return looksOpen ? change('withdrawn') : refuse(errors.TRIBE_INVITATION_NOT_FOUND);
}
