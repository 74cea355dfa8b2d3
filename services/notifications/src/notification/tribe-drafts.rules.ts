import {
  type Tribe,
  type TribeHandedOver,
  type TribeJoinRequested,
  TribeKind,
  type TribeMemberInvited,
  type TribeMemberJoined,
  type UserCard,
} from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import type { TextIn } from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';
import {
  groupApprovedText,
  groupInviteText,
  groupOwnershipText,
  groupRequestText,
} from './tribe-text.rules';

const folders: Readonly<Record<TribeKind, string>> = {
  [TribeKind.UNSPECIFIED]: 'tribes',
  [TribeKind.TRIBE]: 'tribes',
  [TribeKind.GROUP]: 'groups',
  [TribeKind.TEAM]: 'teams',
};

export function draftTribeInvite({
  tribe,
  inviter,
  inviteeId,
}: TribeMemberInvited): NotificationDraft[] {
  return tribe
    ? [about(tribe, inviteeId, inviter, groupInviteText(tribe, inviter), 'group_invite')]
    : [];
}

/** Notifies all approvers. */
export function draftTribeJoinRequest({
  tribe,
  requester,
  approverIds,
}: TribeJoinRequested): NotificationDraft[] {
  if (!tribe) return [];
  const text = groupRequestText(tribe, requester);
  return approverIds.map((userId) => about(tribe, userId, requester, text, 'group_join_request'));
}

/**
 * Notifies the new member. Returns no draft when the member joined without approval, by invitation or because the tribe
 * is open.
 */
export function draftTribeRequestApproved({
  tribe,
  member,
  approvedBy,
}: TribeMemberJoined): NotificationDraft[] {
  if (!tribe || !member || !approvedBy) return [];
  return [
    about(
      tribe,
      member.id,
      approvedBy,
      groupApprovedText(tribe, approvedBy),
      'group_request_approved',
    ),
  ];
}

export function draftTribeOwnership({ tribe }: TribeHandedOver): NotificationDraft[] {
  return tribe
    ? [about(tribe, tribe.ownerId, undefined, groupOwnershipText(tribe), 'group_ownership')]
    : [];
}

function about(
  tribe: Tribe,
  userId: string,
  actor: UserCard | undefined,
  text: TextIn,
  type: NotificationTypeName,
): NotificationDraft {
  return {
    text,
    userId,
    type,
    actorId: actor?.id ?? null,
    targetType: 'tribe',
    targetId: tribe.id,
    targetName: tribe.name,
    imageUrl: tribe.imageUrl ?? actor?.profileImageUrl ?? null,
    actionUrl: `/${folders[tribe.kind]}/${tribe.id}`,
  };
}
