import type {
  AchievementEarned,
  Badge,
  BadgeProposed,
  BadgeSigned,
  UserCard,
} from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import { nameOf } from './notification-text.rules';

export function draftAchievement(event: AchievementEarned, awardId: string): NotificationDraft[] {
  const { achievement, userId } = event;
  if (!achievement) return [];
  const { name, points, iconUrl } = achievement;

  return [
    {
      title: 'Achievement Earned 🏆',
      message: `You earned "${name}" and ${points} ${points === 1 ? 'point' : 'points'}`,
      userId,
      type: 'achievement_earned',
      actorId: null,
      targetType: 'achievement',
      targetId: awardId,
      targetName: name,
      imageUrl: iconUrl ?? null,
      actionUrl: '/achievements',
    },
  ];
}

/** Asks the partner to sign a badge. */
export function draftBadgeProposed({ badge, proposedBy }: BadgeProposed): NotificationDraft[] {
  if (!badge) return [];
  const message = `${nameOf(proposedBy)} asks you to sign the badge ${described(badge)}`;

  return [
    {
      ...aboutBadge(badge, proposedBy),
      title: 'Badge to Sign',
      message,
      userId: badge.partnerId,
      type: 'badge_proposed',
      actorId: badge.ownerId,
    },
  ];
}

export function draftBadgeSigned({ badge, signedBy }: BadgeSigned): NotificationDraft[] {
  if (!badge) return [];

  return [
    {
      ...aboutBadge(badge, signedBy),
      title: 'Badge Signed',
      message: `${nameOf(signedBy)} signed your badge ${described(badge)}`,
      userId: badge.ownerId,
      type: 'badge_signed',
      actorId: badge.partnerId,
    },
  ];
}

function aboutBadge({ id, title }: Badge, user: UserCard | undefined) {
  return {
    targetType: 'badge' as const,
    targetId: id,
    targetName: title,
    imageUrl: user?.profileImageUrl ?? null,
    actionUrl: `/badges/${id}`,
  };
}

const described = ({ title, startsOn, endsOn }: Badge) => `"${title}" (${startsOn} to ${endsOn})`;
