import type {
  Partnership,
  PartnershipActivated,
  PartnershipDissolved,
  PartnershipInvited,
  UserCard,
} from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import {
  partnershipAcceptedText,
  partnershipDissolvedText,
  partnershipInviteText,
  type TextIn,
} from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';

/** Returns no draft for an invitation by email, which is sent as a mail. */
export function draftPartnershipInvite({
  partnership,
  inviter,
}: PartnershipInvited): NotificationDraft[] {
  if (!partnership?.partnerId) return [];
  const text = partnershipInviteText(partnership, inviter);
  return [about(partnership, partnership.partnerId, inviter, text, 'partnership_invite')];
}

export function draftPartnershipAccepted({
  partnership,
  acceptedBy,
}: PartnershipActivated): NotificationDraft[] {
  if (!partnership) return [];
  const text = partnershipAcceptedText(partnership, acceptedBy);
  return [about(partnership, partnership.initiatorId, acceptedBy, text, 'partnership_accepted')];
}

/** Notifies the other partner. Returns no draft when the partnership was never active or `dissolvedBy` is not set. */
export function draftPartnershipDissolved({
  partnership,
  dissolvedBy,
}: PartnershipDissolved): NotificationDraft[] {
  if (!partnership?.partnerId || !partnership.activatedAt || !dissolvedBy) return [];
  const { initiatorId, partnerId } = partnership;
  const other = dissolvedBy.id === initiatorId ? partnerId : initiatorId;
  const text = partnershipDissolvedText(partnership, dissolvedBy);

  return [about(partnership, other, dissolvedBy, text, 'partnership_dissolved')];
}

function about(
  partnership: Partnership,
  userId: string,
  actor: UserCard | undefined,
  text: TextIn,
  type: NotificationTypeName,
): NotificationDraft {
  return {
    text,
    userId,
    type,
    // A deleted user has no username and must not be linked.
    actorId: actor?.username ? actor.id : null,
    targetType: 'partnership',
    targetId: partnership.id,
    targetName: partnership.name ?? null,
    imageUrl: actor?.profileImageUrl ?? null,
    actionUrl: `/partnerships/${partnership.id}`,
  };
}
