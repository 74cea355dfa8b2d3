import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { AchievementEarnedSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { StoredAchievement } from './achievement.queries';

/** The first and only event of an award. */
export function achievementEarned(
  achievement: StoredAchievement,
  award: { id: string; userId: string; earnedAt: Date },
): NewEvent {
  const { id, code, name, category, points, iconUrl } = achievement;
  return eventOf(AchievementEarnedSchema, {
    entityId: award.id,
    entityVersion: 1n,
    data: {
      achievement: { id, code, name, category, points, iconUrl: iconUrl ?? undefined },
      userId: award.userId,
      earnedAt: timestampFromDate(award.earnedAt),
    },
  });
}
