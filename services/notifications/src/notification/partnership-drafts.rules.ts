import type {
  Partnership,
  PartnershipActivated,
  PartnershipDissolved,
  PartnershipInvited,
  UserCard,
} from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import {
  type NotificationText,
  partnershipAcceptedText,
  partnershipDissolvedText,
  partnershipInviteText,
} from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';

/** Somebody invited by e-mail is told by e-mail. */
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

/** Told to the other of the two. When nobody may be named, or nobody had accepted yet, nobody is told. */
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
  text: NotificationText,
  type: NotificationTypeName,
): NotificationDraft {
  return {
    ...text,
    userId,
    type,
    // Who is gone has no username, and no line is to lead to them.
    actorId: actor?.username ? actor.id : null,
    targetType: 'partnership',
    targetId: partnership.id,
    targetName: partnership.name ?? null,
    imageUrl: actor?.profileImageUrl ?? null,
    actionUrl: `/partnerships/${partnership.id}`,
  };
}
