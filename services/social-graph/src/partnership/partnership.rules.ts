import {
  allow,
  type Change,
  change,
  dayMs,
  type Decision,
  keep,
  type Permission,
  type Refusal,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';

export const partnershipKinds = ['duo', 'accountability'] as const;
export type PartnershipKind = (typeof partnershipKinds)[number];

export const checkInFrequencies = ['daily', 'weekly'] as const;
export type CheckInFrequency = (typeof checkInFrequencies)[number];

export const partnershipStatuses = [
  'pending_invite',
  'active',
  'paused',
  'dissolved',
  'expired_invite',
  'declined',
] as const;
export type PartnershipStatus = (typeof partnershipStatuses)[number];

/** The state of a partnership. */
export interface PartnershipState {
  /** The inviter. */
  readonly user1Id: string;
  /** The invitee, later the partner; null while an invitation by e-mail is open. */
  readonly user2Id: string | null;
  readonly status: PartnershipStatus;
  readonly inviteExpiresAt: Date;
  /** Null until an invitation is accepted. */
  readonly activatedAt: Date | null;
}

export const invitationDays = 7;

const notFound = refuse(errors.PARTNERSHIP_NOT_FOUND);

export function invitationEnd(now: Date): Date {
  return new Date(now.getTime() + invitationDays * dayMs);
}

/** Whether a user is one of the two. To the invitee, a withdrawn invitation never existed. */
export function isVisibleTo(state: PartnershipState, viewerId: string): boolean {
  if (state.user1Id === viewerId) return true;
  return state.user2Id === viewerId && (state.activatedAt !== null || state.status !== 'dissolved');
}

/** Whether a user may see the partnership. Two users who are hidden from each other do not see what they share. */
export function decideAccess(
  state: PartnershipState,
  viewerId: string,
  isPartnerHidden: boolean,
): Permission {
  return isVisibleTo(state, viewerId) && !isPartnerHidden ? allow : notFound;
}

/**
 * The status as the viewer may know it. The inviter is never told about a decline: to the inviter, a declined invitation
 * stays pending until it expires. An invitation expires by the clock, whether or not the row says so yet.
 */
export function statusSeenBy(
  state: PartnershipState,
  viewerId: string,
  now: Date,
): PartnershipStatus {
  const looksOpen = isOpen(state) || (state.status === 'declined' && state.user1Id === viewerId);
  if (!looksOpen) return state.status;
  return isExpired(state, now) ? 'expired_invite' : 'pending_invite';
}

/** Decides what accepting an invitation by user id does. */
export function decideAccept(
  state: PartnershipState,
  callerId: string,
  now: Date,
): Decision<PartnershipStatus> {
  if (!isInvitee(state, callerId)) return notFound;
  if (isCurrent(state)) return keep;
  return decideAnswer(state, now, 'active');
}

/** Decides what declining an invitation by user id does. */
export function decideDecline(
  state: PartnershipState,
  callerId: string,
  now: Date,
): Decision<PartnershipStatus> {
  if (!isInvitee(state, callerId)) return notFound;
  if (state.status === 'declined') return keep;
  return decideAnswer(state, now, 'declined');
}

/**
 * Decides what answering with the token of an invitation by e-mail does. A token that is no longer valid is refused
 * like a token that never existed.
 */
export function decideByToken(
  state: PartnershipState,
  callerId: string,
  now: Date,
  answer: 'active' | 'declined',
): Change<PartnershipStatus> | Refusal {
  if (state.user2Id !== null || !isOpen(state) || isExpired(state, now))
    return refuse(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
  return state.user1Id === callerId ? refuse(errors.CANNOT_PARTNER_YOURSELF) : change(answer);
}

/** Decides what another invitation does, to the same invitee or another. It replaces the previous invitation. */
export function decideInvite(
  state: PartnershipState,
  callerId: string,
): Change<PartnershipStatus> | Refusal {
  if (!isVisibleTo(state, callerId)) return notFound;
  if (state.user1Id !== callerId) return refuse(errors.PERMISSION_DENIED);
  return isCurrent(state) || state.status === 'dissolved'
    ? refuse(errors.PARTNERSHIP_NOT_PENDING)
    : change('pending_invite');
}

export function decidePause(
  state: PartnershipState,
  callerId: string,
): Decision<PartnershipStatus> {
  if (!isVisibleTo(state, callerId)) return notFound;
  if (state.status === 'paused') return keep;
  return state.status === 'active' ? change('paused') : refuse(errors.PARTNERSHIP_NOT_ACTIVE);
}

export function decideResume(
  state: PartnershipState,
  callerId: string,
): Decision<PartnershipStatus> {
  if (!isVisibleTo(state, callerId)) return notFound;
  if (state.status === 'active') return keep;
  return state.status === 'paused' ? change('active') : refuse(errors.PARTNERSHIP_NOT_ACTIVE);
}

/** Decides what ending the partnership or withdrawing an invitation does. */
export function decideDissolve(
  state: PartnershipState,
  callerId: string,
  now: Date,
): Decision<PartnershipStatus> {
  if (!isVisibleTo(state, callerId)) return notFound;
  switch (statusSeenBy(state, callerId, now)) {
    case 'active':
    case 'paused':
      return change('dissolved');
    case 'pending_invite':
      return state.user1Id === callerId
        ? change('dissolved')
        : refuse(errors.PARTNERSHIP_NOT_ACTIVE);
    case 'dissolved':
    case 'expired_invite':
      return keep;
    case 'declined':
      return refuse(errors.PARTNERSHIP_NOT_ACTIVE);
  }
}

/** Whether the caller may change the name and the check-in frequency. The status stays. */
export function decideUpdate(
  state: PartnershipState,
  callerId: string,
  now: Date,
): Change<PartnershipStatus> | Refusal {
  if (!isVisibleTo(state, callerId)) return notFound;
  const isOwnInvitation =
    state.user1Id === callerId && statusSeenBy(state, callerId, now) === 'pending_invite';
  return isCurrent(state) || isOwnInvitation
    ? change(state.status)
    : refuse(errors.PARTNERSHIP_NOT_ACTIVE);
}

/** Decides whether an invitation has expired. */
export function decideExpire(state: PartnershipState, now: Date): Decision<PartnershipStatus> {
  return isOpen(state) && isExpired(state, now) ? change('expired_invite') : keep;
}

/**
 * Decides what becomes of the partnership when a user blocks the other, or is erased. An open invitation ends silently: an
 * invitation of the user as if withdrawn, an invitation to the user as if declined.
 */
export function decideSever(state: PartnershipState, userId: string): Decision<PartnershipStatus> {
  if (isCurrent(state)) return change('dissolved');
  if (state.user1Id === userId && (isOpen(state) || state.status === 'declined'))
    return change('dissolved');
  return isOpen(state) ? change('declined') : keep;
}

/** Active or paused. A paused partnership counts towards the limits, so it can always be resumed. */
export function isCurrent({ status }: PartnershipState): boolean {
  return status === 'active' || status === 'paused';
}

/** Whether it is no more than an invitation to this user, open or not. */
export function isInvitationTo(state: PartnershipState, userId: string): boolean {
  return state.user2Id === userId && state.activatedAt === null;
}

/** The other of the two; null while an invitation by e-mail is open. */
export function partnerOf({ user1Id, user2Id }: PartnershipState, userId: string): string | null {
  return user1Id === userId ? user2Id : user1Id;
}

function isInvitee(state: PartnershipState, callerId: string): boolean {
  return state.user2Id === callerId && isVisibleTo(state, callerId);
}

function isOpen({ status }: PartnershipState): boolean {
  return status === 'pending_invite';
}

function isExpired({ inviteExpiresAt }: PartnershipState, now: Date): boolean {
  return inviteExpiresAt <= now;
}

function decideAnswer(
  state: PartnershipState,
  now: Date,
  answer: 'active' | 'declined',
): Decision<PartnershipStatus> {
  if (isOpen(state))
    return isExpired(state, now) ? refuse(errors.PARTNERSHIP_INVITATION_EXPIRED) : change(answer);
  return state.status === 'expired_invite'
    ? refuse(errors.PARTNERSHIP_INVITATION_EXPIRED)
    : refuse(errors.PARTNERSHIP_NOT_PENDING);
}
