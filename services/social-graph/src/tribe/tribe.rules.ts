import {
  allow,
  bySeniority,
  change,
  dayMs,
  type Decision,
  keep,
  type Permission,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { windowStart } from '../sliding-limit.rules';
import type { TribePermission } from './team-permissions.rules';
import {
  hasPermission,
  isAbove,
  levelOf,
  type TribeKind,
  type TribeRole,
} from './tribe-roles.rules';

export const privacyLevels = ['private', 'friends_only', 'public'] as const;
export type TribePrivacy = (typeof privacyLevels)[number];

export interface Membership {
  readonly userId: string;
  readonly role: TribeRole;
  readonly joinedAt: Date;
}

/** The state of a tribe, group or team. */
export interface TribeState {
  readonly kind: TribeKind;
  readonly ownerId: string;
  readonly privacy: TribePrivacy;
  readonly requireApproval: boolean;
  readonly maxMembers: number;
  /** Longest-serving first. */
  readonly members: readonly Membership[];
}

/** A user who is not a member. */
export interface Outsider {
  /** A block exists between the user and the owner. */
  readonly isHidden: boolean;
  readonly isFriendOfOwner: boolean;
  /** An invitation of the user is open. */
  readonly isInvited: boolean;
  /** The user was a member and was removed. */
  readonly wasRemoved: boolean;
  /** A request of the user to join is open, or was rejected within the same time. */
  readonly hasRequested: boolean;
}

/** The actions of users on a tribe. `participate` is for all members, `own` for the owner. */
export type TribeAction = TribePermission | 'see' | 'participate' | 'own';

/** How long an invitation or a request to join is open. */
export const openMs = 30 * dayMs;

/** How long a tribe waits for an owner whose account is closed or banned. */
const patienceMs = 7 * dayMs;

/** The moment at which an owner who is away since a moment is replaced. */
export function endOfPatience(awaySince: Date): Date {
  return new Date(awaySince.getTime() + patienceMs);
}

/** Invitations and requests of this moment or before are no longer open. */
export function openSince(now: Date): Date {
  return windowStart({ windowMs: openMs }, now);
}

export function memberOf(
  { members }: Pick<TribeState, 'members'>,
  userId: string,
): Membership | undefined {
  return members.find((member) => member.userId === userId);
}

export function isFull({ members, maxMembers }: TribeState): boolean {
  return members.length >= maxMembers;
}

/** Whether a user who is not a member may know that the tribe exists. */
export function isVisibleTo({ privacy }: TribeState, outsider: Outsider): boolean {
  if (outsider.isHidden) return false;
  if (outsider.isInvited) return true;
  switch (privacy) {
    case 'public':
      return true;
    case 'friends_only':
      return outsider.isFriendOfOwner;
    case 'private':
      return false;
  }
}

/**
 * Whether a user may do something with a tribe. A tribe that a user may not see does not exist for that user.
 *
 * @param outsider undefined for a member
 */
export function decideAccess(
  tribe: TribeState,
  userId: string,
  action: TribeAction,
  outsider: Outsider | undefined,
): Permission {
  const member = memberOf(tribe, userId);
  if (member) return isAllowed(tribe, member, action) ? allow : refuse(errors.PERMISSION_DENIED);
  if (!outsider || !isVisibleTo(tribe, outsider)) return refuse(errors.TRIBE_NOT_FOUND);

  return action === 'see' ? allow : refuse(errors.PERMISSION_DENIED);
}

/** Whether a member may give a member another role. Any member but the owner may step down. */
export function decideRole(
  tribe: TribeState,
  actorId: string,
  { targetId, role }: { targetId: string; role: TribeRole },
): Decision<TribeRole> {
  const canChangeRoles = can(tribe, actorId, 'change_roles');
  // First, so that a member without the permission does not learn whether the target is a member.
  if (!canChangeRoles && actorId !== targetId) return refuse(errors.PERMISSION_DENIED);
  const target = memberOf(tribe, targetId);
  if (!target) return refuse(errors.TRIBE_MEMBER_NOT_FOUND);
  if (targetId === tribe.ownerId) return refuse(errors.TRIBE_OWNER_FIXED);

  const isStepDown = actorId === targetId && isAbove(tribe.kind, target.role, role);
  const isBelowActor = outranks(tribe, actorId, target.role) && outranks(tribe, actorId, role);
  if (!isStepDown && !(canChangeRoles && isBelowActor)) return refuse(errors.PERMISSION_DENIED);

  return role === target.role ? keep : change(role);
}

/** Whether a member may remove another member. */
export function decideRemoval(tribe: TribeState, actorId: string, targetId: string): Permission {
  if (!can(tribe, actorId, 'remove_members')) return refuse(errors.PERMISSION_DENIED);
  const target = memberOf(tribe, targetId);
  if (!target) return refuse(errors.TRIBE_MEMBER_NOT_FOUND);

  return targetId !== tribe.ownerId && outranks(tribe, actorId, target.role)
    ? allow
    : refuse(errors.PERMISSION_DENIED);
}

/**
 * The next owner when the owner has left or is away: of the other members with open accounts, the member with the highest
 * role, then the longest membership, then the smaller id.
 *
 * @param closed members whose accounts are closed
 */
export function successorIn(
  { kind, members, ownerId }: TribeState,
  closed: ReadonlySet<string> = new Set(),
): Membership | undefined {
  const candidates = members.filter(({ userId }) => userId !== ownerId && !closed.has(userId));

  return candidates.toSorted(bySeniority((role: TribeRole) => levelOf(kind, role)))[0];
}

/**
 * Whether blocks hide members from a member. Members who can remove others see all members, so
 * that a block does not protect a member from removal.
 */
export function hidesBlockedMembersFrom(kind: TribeKind, role: TribeRole): boolean {
  return !hasPermission(kind, role, 'remove_members');
}

/** The members who can answer requests to join. */
export function approversOf({ kind, members }: TribeState): string[] {
  return members
    .filter(({ role }) => hasPermission(kind, role, 'answer_requests'))
    .map(({ userId }) => userId);
}

function isAllowed(
  { kind, ownerId }: TribeState,
  { userId, role }: Membership,
  action: TribeAction,
): boolean {
  if (action === 'see' || action === 'participate') return true;
  if (action === 'own') return ownerId === userId;
  return hasPermission(kind, role, action);
}

function can(tribe: TribeState, userId: string, permission: TribePermission): boolean {
  const member = memberOf(tribe, userId);
  return member !== undefined && hasPermission(tribe.kind, member.role, permission);
}

/** Whether a member is above a role. The owner is above every role. */
function outranks(tribe: TribeState, userId: string, role: TribeRole): boolean {
  const member = memberOf(tribe, userId);
  if (!member) return false;
  return tribe.ownerId === userId || isAbove(tribe.kind, member.role, role);
}
