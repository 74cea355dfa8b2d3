import type { ErrorType } from '@tribe/service-kit';
import { errors } from '../errors';
import type { TribePermission } from './team-permissions.rules';
import { hasPermission, placeOf, type TribeKind, type TribeRole } from './tribe-roles.rules';

export const privacyLevels = ['private', 'friends_only', 'public'] as const;
export type TribePrivacy = (typeof privacyLevels)[number];

export interface Membership {
  readonly userId: string;
  readonly role: TribeRole;
  readonly joinedAt: Date;
}

/** What the rules need to know of a tribe, group or team. */
export interface TribeState {
  readonly kind: TribeKind;
  readonly ownerId: string;
  readonly privacy: TribePrivacy;
  readonly requireApproval: boolean;
  readonly maxMembers: number;
  readonly members: readonly Membership[];
}

/** Somebody who is no member, seen from the tribe. */
export interface Outsider {
  /** They and the owner are hidden from each other. */
  readonly isHidden: boolean;
  readonly isFriendOfOwner: boolean;
  /** An invitation waits for them. */
  readonly isInvited: boolean;
  /** They were a member and were sent away. */
  readonly wasRemoved: boolean;
  /** They asked to be let in lately: the request waits, or was rejected without a word. */
  readonly hasAsked: boolean;
}

export type JoinDecision =
  | { readonly kind: 'join' }
  | { readonly kind: 'ask' }
  | { readonly kind: 'keep'; readonly as: 'member' | 'requested' }
  | { readonly kind: 'refuse'; readonly code: ErrorType };

const dayMs = 86_400_000;
/** How long an invitation or a request stands; after that there can be another. */
export const openDays = 30;

const refuse = (code: ErrorType): JoinDecision => ({ kind: 'refuse', code });

/** What was sent before this moment no longer stands. */
export function openSince(now: Date): Date {
  return new Date(now.getTime() - openDays * dayMs);
}

export function memberOf(tribe: TribeState, userId: string): Membership | undefined {
  return tribe.members.find((member) => member.userId === userId);
}

export function isFull(tribe: TribeState): boolean {
  return tribe.members.length >= tribe.maxMembers;
}

/** Whether somebody who is no member may know that it exists. */
export function isVisibleTo(tribe: TribeState, outsider: Outsider): boolean {
  if (outsider.isHidden) return false;
  if (outsider.isInvited) return true;
  switch (tribe.privacy) {
    case 'public':
      return true;
    case 'friends_only':
      return outsider.isFriendOfOwner;
    case 'private':
      return false;
  }
}

/** Why `userId` may not do this; undefined when they may. `outsider` is asked for only when they are no member. */
export function refusalOf(
  tribe: TribeState,
  userId: string,
  permission: TribePermission | 'be a member' | 'own',
  outsider: Outsider | undefined,
): ErrorType | undefined {
  const member = memberOf(tribe, userId);
  if (!member)
    return outsider && isVisibleTo(tribe, outsider)
      ? errors.PERMISSION_DENIED
      : errors.TRIBE_NOT_FOUND;
  if (permission === 'be a member') return undefined;
  if (permission === 'own') return tribe.ownerId === userId ? undefined : errors.PERMISSION_DENIED;
  return hasPermission(tribe.kind, member.role, permission) ? undefined : errors.PERMISSION_DENIED;
}

/** What happens when somebody wants to join. An invitation opens every door but a full house. */
export function decideJoin(tribe: TribeState, userId: string, outsider: Outsider): JoinDecision {
  if (memberOf(tribe, userId)) return { kind: 'keep', as: 'member' };
  if (!isVisibleTo(tribe, outsider)) return refuse(errors.TRIBE_NOT_FOUND);
  if (!outsider.isInvited) {
    if (outsider.wasRemoved || tribe.privacy === 'private') return refuse(errors.PERMISSION_DENIED);
    if (tribe.requireApproval)
      return outsider.hasAsked ? { kind: 'keep', as: 'requested' } : { kind: 'ask' };
  }
  return isFull(tribe) ? refuse(errors.TRIBE_FULL) : { kind: 'join' };
}

export type InvitationStatus = 'pending' | 'accepted' | 'declined' | 'withdrawn';
export type RequestStatus = 'pending' | 'approved' | 'rejected' | 'withdrawn';

/** What an answer to an invitation does: change it, nothing because it was given before, or a refusal. */
export function decideAnswer(
  invitation: { readonly status: InvitationStatus; readonly createdAt: Date },
  answer: 'accepted' | 'declined',
  now: Date,
): 'change' | 'keep' | ErrorType {
  if (invitation.status === answer) return 'keep';
  if (invitation.status === 'withdrawn') return errors.TRIBE_INVITATION_NOT_FOUND;
  if (invitation.status !== 'pending') return errors.TRIBE_INVITATION_ANSWERED;
  return invitation.createdAt > openSince(now) ? 'change' : errors.TRIBE_INVITATION_NOT_FOUND;
}

/** What taking an invitation back does. One that was declined waits, to who sent it, and goes the same way. */
export function decideWithdraw(
  invitation: { readonly status: InvitationStatus; readonly createdAt: Date },
  now: Date,
): 'change' | 'keep' | ErrorType {
  if (invitation.status === 'withdrawn') return 'keep';
  const seemsOpen = invitation.status !== 'accepted' && invitation.createdAt > openSince(now);
  return seemsOpen ? 'change' : errors.TRIBE_INVITATION_NOT_FOUND;
}

/** What an answer to a request to join does. One that is over is not there any more. */
export function decideRequest(
  request: { readonly status: RequestStatus; readonly createdAt: Date },
  answer: 'approved' | 'rejected',
  now: Date,
): 'change' | 'keep' | ErrorType {
  if (request.status === answer) return 'keep';
  return request.status === 'pending' && request.createdAt > openSince(now)
    ? 'change'
    : errors.TRIBE_JOIN_REQUEST_NOT_FOUND;
}

/** Why somebody cannot be invited; undefined when they can. A declined invitation looks like one that waits. */
export function refusalOfInvitation(
  tribe: TribeState,
  inviteeId: string,
  invitee: {
    readonly isFriend: boolean;
    readonly last: { readonly status: string; readonly createdAt: Date } | null;
  },
  now: Date,
): ErrorType | undefined {
  if (!invitee.isFriend) return errors.TRIBE_INVITEE_NOT_A_FRIEND;
  if (memberOf(tribe, inviteeId)) return errors.TRIBE_MEMBER_EXISTS;
  const { last } = invitee;
  const stands = last !== null && last.status !== 'accepted' && last.createdAt > openSince(now);
  return stands ? errors.TRIBE_INVITATION_EXISTS : undefined;
}

/** Why an actor may not give a member this role; undefined when they may. Anybody but the owner may step down. */
export function refusalOfRole(
  tribe: TribeState,
  actorId: string,
  { targetId, role }: { targetId: string; role: TribeRole },
): ErrorType | undefined {
  const mayChange = may(tribe, actorId, 'change_roles');
  // First of all, or whoever may nothing could find out who is a member.
  if (!mayChange && actorId !== targetId) return errors.PERMISSION_DENIED;
  const target = memberOf(tribe, targetId);
  if (!target) return errors.TRIBE_MEMBER_NOT_FOUND;
  if (targetId === tribe.ownerId) return errors.TRIBE_OWNER_FIXED;
  const isStepDown = placeOf(tribe.kind, role) > placeOf(tribe.kind, target.role);
  if (actorId === targetId && isStepDown) return undefined;
  return mayChange && isAbove(tribe, actorId, target.role) && isAbove(tribe, actorId, role)
    ? undefined
    : errors.PERMISSION_DENIED;
}

/** Why an actor may not send a member away; undefined when they may. */
export function refusalOfRemoval(
  tribe: TribeState,
  actorId: string,
  targetId: string,
): ErrorType | undefined {
  if (!may(tribe, actorId, 'remove_members')) return errors.PERMISSION_DENIED;
  const target = memberOf(tribe, targetId);
  if (!target) return errors.TRIBE_MEMBER_NOT_FOUND;
  return targetId !== tribe.ownerId && isAbove(tribe, actorId, target.role)
    ? undefined
    : errors.PERMISSION_DENIED;
}

/** Who owns it when its owner has left: the highest role, then who serves longest, then the smaller id. */
export function successorIn(tribe: TribeState): Membership | undefined {
  const rank = (member: Membership) => placeOf(tribe.kind, member.role);
  return tribe.members.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      a.joinedAt.getTime() - b.joinedAt.getTime() ||
      (a.userId < b.userId ? -1 : 1),
  )[0];
}

/** Whether a block hides other members from this one. Nobody gets out of reach of those who keep order. */
export function isHiddenFrom(tribe: TribeState, viewerId: string): boolean {
  return !may(tribe, viewerId, 'remove_members');
}

/** Who may answer requests to join. */
export function approversOf(tribe: TribeState): string[] {
  return tribe.members
    .filter(({ role }) => hasPermission(tribe.kind, role, 'answer_requests'))
    .map(({ userId }) => userId);
}

function may(tribe: TribeState, actorId: string, permission: TribePermission): boolean {
  const actor = memberOf(tribe, actorId);
  return actor !== undefined && hasPermission(tribe.kind, actor.role, permission);
}

/** The owner stands above every role. */
function isAbove(tribe: TribeState, actorId: string, role: TribeRole): boolean {
  const actor = memberOf(tribe, actorId);
  if (!actor) return false;
  return tribe.ownerId === actorId || placeOf(tribe.kind, actor.role) < placeOf(tribe.kind, role);
}
