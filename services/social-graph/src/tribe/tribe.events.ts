import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  TribeArchivedSchema,
  TribeCreatedSchema,
  TribeHandedOverSchema,
  TribeInvitationDeclinedSchema,
  TribeInvitationWithdrawnSchema,
  TribeJoinRequestClosedSchema,
  TribeJoinRequestedSchema,
  TribeKind as Kind,
  TribeMemberInvitedSchema,
  TribeMemberJoinedSchema,
  TribeMemberLeftSchema,
  TribeMemberRoleChangedSchema,
  TribePrivacy as Privacy,
  TribeRole as Role,
  TribeSnapshottedSchema,
  TribeUpdatedSchema,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { TribeKind, TribeRole } from './tribe-roles.rules';
import type { Tribe } from './tribe.queries';
import { approversOf, type TribePrivacy } from './tribe.rules';

const kinds: Readonly<Record<TribeKind, Kind>> = {
  tribe: Kind.TRIBE,
  group: Kind.GROUP,
  team: Kind.TEAM,
};

const privacies: Readonly<Record<TribePrivacy, Privacy>> = {
  private: Privacy.PRIVATE,
  friends_only: Privacy.FRIENDS_ONLY,
  public: Privacy.PUBLIC,
};

const roles: Readonly<Record<TribeRole, Role>> = {
  admin: Role.ADMIN,
  moderator: Role.MODERATOR,
  member: Role.MEMBER,
  coach: Role.COACH,
  trainer: Role.TRAINER,
  captain: Role.CAPTAIN,
  player: Role.PLAYER,
  alumni: Role.ALUMNI,
};

export function tribeCreated(tribe: Tribe, creator: UserCard): NewEvent {
  const data = { tribe: tribeMessage(tribe), creator };
  return eventOf(TribeCreatedSchema, { ...entityOf(tribe), data });
}

export function tribeUpdated(tribe: Tribe, updatedBy: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), updatedBy };
  return eventOf(TribeUpdatedSchema, { ...entityOf(tribe), data });
}

export function tribeArchived(tribe: Tribe, archivedBy: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), archivedBy };
  return eventOf(TribeArchivedSchema, { ...entityOf(tribe), data });
}

/** @param approvedBy left out when no request was approved */
export function tribeMemberJoined(
  tribe: Tribe,
  member: UserCard,
  approvedBy: UserCard | undefined,
): NewEvent {
  const data = { tribe: tribeMessage(tribe), member, ...(approvedBy && { approvedBy }) };
  return eventOf(TribeMemberJoinedSchema, { ...entityOf(tribe), data });
}

/** @param removedBy left out when the member left, and when a moderator of the platform removed the member */
export function tribeMemberLeft(
  tribe: Tribe,
  userId: string,
  removedBy: string | undefined,
): NewEvent {
  const data = {
    tribe: tribeMessage(tribe),
    userId,
    ...(removedBy !== undefined && { removedBy }),
  };
  return eventOf(TribeMemberLeftSchema, { ...entityOf(tribe), data });
}

export function tribeMemberRoleChanged(tribe: Tribe, userId: string, changedBy: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), userId, changedBy };
  return eventOf(TribeMemberRoleChangedSchema, { ...entityOf(tribe), data });
}

export function tribeHandedOver(tribe: Tribe, previousOwnerId: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), previousOwnerId };
  return eventOf(TribeHandedOverSchema, { ...entityOf(tribe), data });
}

export function tribeMemberInvited(tribe: Tribe, inviter: UserCard, inviteeId: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), inviter, inviteeId };
  return eventOf(TribeMemberInvitedSchema, { ...entityOf(tribe), data });
}

export function tribeInvitationDeclined(tribe: Tribe, inviteeId: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), inviteeId };
  return eventOf(TribeInvitationDeclinedSchema, { ...entityOf(tribe), data });
}

export function tribeInvitationWithdrawn(tribe: Tribe, inviteeId: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), inviteeId };
  return eventOf(TribeInvitationWithdrawnSchema, { ...entityOf(tribe), data });
}

export function tribeJoinRequested(tribe: Tribe, requester: UserCard): NewEvent {
  const data = { tribe: tribeMessage(tribe), requester, approverIds: approversOf(tribe) };
  return eventOf(TribeJoinRequestedSchema, { ...entityOf(tribe), data });
}

export function tribeJoinRequestClosed(tribe: Tribe, requesterId: string): NewEvent {
  const data = { tribe: tribeMessage(tribe), requesterId };
  return eventOf(TribeJoinRequestClosedSchema, { ...entityOf(tribe), data });
}

export function tribeSnapshotted(tribe: Tribe): NewEvent {
  return eventOf(TribeSnapshottedSchema, {
    ...entityOf(tribe),
    data: { tribe: tribeMessage(tribe) },
  });
}

function entityOf(tribe: Tribe) {
  return { entityId: tribe.id, entityVersion: tribe.version };
}

export function tribeMessage(tribe: Tribe) {
  return {
    id: tribe.id,
    kind: kinds[tribe.kind],
    name: tribe.name,
    ...(tribe.description !== null && { description: tribe.description }),
    ...(tribe.imageUrl !== null && { imageUrl: tribe.imageUrl }),
    privacy: privacies[tribe.privacy],
    ownerId: tribe.ownerId,
    members: tribe.members.map(({ userId, role, joinedAt }) => {
      return { userId, role: roles[role], joinedAt: timestampFromDate(joinedAt) };
    }),
    createdAt: timestampFromDate(tribe.createdAt),
    ...(tribe.archivedAt && { archivedAt: timestampFromDate(tribe.archivedAt) }),
  };
}
