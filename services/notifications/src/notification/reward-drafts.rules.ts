import type {
  AchievementEarned,
  Badge,
  BadgeProposed,
  BadgeSigned,
  UserCard,
} from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import {
  counted,
  filled,
  type Language,
  nameOf,
  type TextIn,
  textOf,
} from './notification-text.rules';

export function draftAchievement(event: AchievementEarned, awardId: string): NotificationDraft[] {
  const { achievement, userId } = event;
  if (!achievement) return [];
  const { name, points, iconUrl } = achievement;

  return [
    {
      text: achievementText(name, points),
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

  return [
    {
      ...aboutBadge(badge, proposedBy),
      text: textOf('badgeProposed', { name: nameOf(proposedBy), badge: described(badge) }),
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
      text: textOf('badgeSigned', { name: nameOf(signedBy), badge: described(badge) }),
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

function achievementText(achievement: string, points: number): TextIn {
  return (language) => {
    const { title, ...texts } = language.texts.achievement;
    const values = { achievement, count: String(points) };
    return { title, message: filled(language, counted(texts, points), values) };
  };
}

const described =
  ({ title, startsOn, endsOn }: Badge) =>
  (language: Language): string =>
    filled(language, language.texts.badge, { title, from: startsOn, to: endsOn });
