import { change, type Decision, type ErrorType, keep, refuse } from '@tribe/service-kit';
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

/** What the rules need to know of a partnership. */
export interface PartnershipState {
  /** Who invites. */
  readonly user1Id: string;
  /** Who is invited, then the partner; null while somebody is invited by e-mail. */
  readonly user2Id: string | null;
  readonly status: PartnershipStatus;
  readonly inviteExpiresAt: Date;
  /** Null as long as nobody accepted. */
  readonly activatedAt: Date | null;
}

const dayMs = 86_400_000;
export const invitationDays = 7;

const notFound = refuse(errors.PARTNERSHIP_NOT_FOUND);

export function invitationEnd(now: Date): Date {
  return new Date(now.getTime() + invitationDays * dayMs);
}

/** An invitation that was taken back was never there for who was invited. */
export function isVisibleTo(state: PartnershipState, viewerId: string): boolean {
  if (state.user1Id === viewerId) return true;
  return state.user2Id === viewerId && (state.activatedAt !== null || state.status !== 'dissolved');
}

/**
 * The status as the viewer may know it. Who invited never learns that the answer was no: a declined invitation waits and
 * then expires like any other. An invitation expires by the clock, whether or not that was written down yet.
 */
export function statusSeenBy(
  state: PartnershipState,
  viewerId: string,
  now: Date,
): PartnershipStatus {
  const seemsOpen =
    state.status === 'pending_invite' ||
    (state.status === 'declined' && state.user1Id === viewerId);
  if (!seemsOpen) return state.status;
  return isOver(state, now) ? 'expired_invite' : 'pending_invite';
}

/** What happens when `callerId` accepts an invitation they got by their user id. */
export function decideAccept(
  state: PartnershipState,
  callerId: string,
  now: Date,
): Decision<PartnershipStatus> {
  if (!isInvitee(state, callerId)) return notFound;
  if (isCurrent(state)) return keep;
  return isOpen(state) ? unlessOver(state, now, 'active') : refuse(whyNotPending(state));
}

/** What happens when `callerId` declines an invitation they got by their user id. */
export function decideDecline(
  state: PartnershipState,
  callerId: string,
  now: Date,
): Decision<PartnershipStatus> {
  if (!isInvitee(state, callerId)) return notFound;
  if (state.status === 'declined') return keep;
  return isOpen(state) ? unlessOver(state, now, 'declined') : refuse(whyNotPending(state));
}

/** What happens when `callerId` answers with a token of an e-mail. One that no longer holds is like one that never was. */
export function decideByToken(
  state: PartnershipState | undefined,
  callerId: string,
  now: Date,
  to: 'active' | 'declined',
): Decision<PartnershipStatus> {
  if (!state || state.user2Id !== null || !isOpen(state) || isOver(state, now))
    return refuse(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
  return state.user1Id === callerId ? refuse(errors.CANNOT_PARTNER_YOURSELF) : change(to);
}

/** What happens when `callerId` invites anew, the same person or another. A declined invitation is replaced like any. */
export function decideInvite(
  state: PartnershipState,
  callerId: string,
): Decision<PartnershipStatus> {
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

/** What happens when `callerId` ends the partnership, or takes their invitation back. */
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

/** What happens when `callerId` changes name or check-in frequency. */
export function decideUpdate(
  state: PartnershipState,
  callerId: string,
  now: Date,
): Decision<PartnershipStatus> {
  if (!isVisibleTo(state, callerId)) return notFound;
  const seen = statusSeenBy(state, callerId, now);
  const isOwnInvitation = seen === 'pending_invite' && state.user1Id === callerId;
  return isCurrent(state) || isOwnInvitation
    ? change(state.status)
    : refuse(errors.PARTNERSHIP_NOT_ACTIVE);
}

/** What the clock does to an invitation. */
export function decideExpire(state: PartnershipState, now: Date): Decision<PartnershipStatus> {
  return isOpen(state) && isOver(state, now) ? change('expired_invite') : keep;
}

/**
 * What becomes of it when `userId` will have nothing more to do with the other. An invitation ends without a word: theirs
 * as if taken back, the other's as if declined.
 */
export function decideSever(state: PartnershipState, userId: string): Decision<PartnershipStatus> {
  if (isCurrent(state)) return change('dissolved');
  if (state.user1Id === userId && (isOpen(state) || state.status === 'declined'))
    return change('dissolved');
  return isOpen(state) ? change('declined') : keep;
}

/** Active or paused. A paused partnership keeps its place, so it can always be resumed. */
export function isCurrent({ status }: PartnershipState): boolean {
  return status === 'active' || status === 'paused';
}

/** The other of the two. */
export function partnerOf({ user1Id, user2Id }: PartnershipState, userId: string): string | null {
  return user1Id === userId ? user2Id : user1Id;
}

function isInvitee(state: PartnershipState, callerId: string): boolean {
  return state.user2Id === callerId && isVisibleTo(state, callerId);
}

function isOpen({ status }: PartnershipState): boolean {
  return status === 'pending_invite';
}

function isOver({ inviteExpiresAt }: PartnershipState, now: Date): boolean {
  return inviteExpiresAt <= now;
}

function unlessOver(
  state: PartnershipState,
  now: Date,
  to: PartnershipStatus,
): Decision<PartnershipStatus> {
  return isOver(state, now) ? refuse(errors.PARTNERSHIP_INVITATION_EXPIRED) : change(to);
}

function whyNotPending({ status }: PartnershipState): ErrorType {
  return status === 'expired_invite'
    ? errors.PARTNERSHIP_INVITATION_EXPIRED
    : errors.PARTNERSHIP_NOT_PENDING;
}
