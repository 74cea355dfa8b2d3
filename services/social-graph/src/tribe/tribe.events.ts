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

/** What happened to a tribe, each as an event of the state after it. */
export const tribeEvents = {
  created: (tribe: Tribe, creator: UserCard): NewEvent =>
    eventOf(TribeCreatedSchema, { ...entityOf(tribe), data: { tribe: messageOf(tribe), creator } }),
  updated: (tribe: Tribe, updatedBy: string): NewEvent =>
    eventOf(TribeUpdatedSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), updatedBy },
    }),
  archived: (tribe: Tribe, archivedBy: string): NewEvent =>
    eventOf(TribeArchivedSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), archivedBy },
    }),
  joined: (tribe: Tribe, member: UserCard, approvedBy?: UserCard): NewEvent => {
    const data = { tribe: messageOf(tribe), member, ...(approvedBy && { approvedBy }) };
    return eventOf(TribeMemberJoinedSchema, { ...entityOf(tribe), data });
  },
  left: (tribe: Tribe, userId: string, removedBy?: string): NewEvent => {
    const data = { tribe: messageOf(tribe), userId, ...(removedBy !== undefined && { removedBy }) };
    return eventOf(TribeMemberLeftSchema, { ...entityOf(tribe), data });
  },
  roleChanged: (tribe: Tribe, userId: string, changedBy: string): NewEvent =>
    eventOf(TribeMemberRoleChangedSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), userId, changedBy },
    }),
  handedOver: (tribe: Tribe, previousOwnerId: string): NewEvent =>
    eventOf(TribeHandedOverSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), previousOwnerId },
    }),
  invited: (tribe: Tribe, inviter: UserCard, inviteeId: string): NewEvent =>
    eventOf(TribeMemberInvitedSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), inviter, inviteeId },
    }),
  invitationDeclined: (tribe: Tribe, inviteeId: string): NewEvent =>
    eventOf(TribeInvitationDeclinedSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), inviteeId },
    }),
  invitationWithdrawn: (tribe: Tribe, inviteeId: string): NewEvent =>
    eventOf(TribeInvitationWithdrawnSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), inviteeId },
    }),
  joinRequested: (tribe: Tribe, requester: UserCard): NewEvent => {
    const data = { tribe: messageOf(tribe), requester, approverIds: approversOf(tribe) };
    return eventOf(TribeJoinRequestedSchema, { ...entityOf(tribe), data });
  },
  joinRequestClosed: (tribe: Tribe, requesterId: string): NewEvent =>
    eventOf(TribeJoinRequestClosedSchema, {
      ...entityOf(tribe),
      data: { tribe: messageOf(tribe), requesterId },
    }),
  snapshotted: (tribe: Tribe): NewEvent =>
    eventOf(TribeSnapshottedSchema, { ...entityOf(tribe), data: { tribe: messageOf(tribe) } }),
};

function entityOf(tribe: Tribe) {
  return { entityId: tribe.id, entityVersion: tribe.version };
}

function messageOf(tribe: Tribe) {
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
