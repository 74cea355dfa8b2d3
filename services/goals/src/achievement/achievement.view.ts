import type { StoredAchievement } from './achievement.queries';

/** @param earnedAt null for an achievement that the user has not earned */
export function achievementView(achievement: StoredAchievement, earnedAt: Date | null) {
  return { ...fieldsView(achievement), earned_at: earnedAt };
}

export function awardView(achievement: StoredAchievement, earnedAt: Date) {
  return { ...fieldsView(achievement), earned_at: earnedAt };
}

function fieldsView(achievement: StoredAchievement) {
  return {
    id: achievement.id,
    code: achievement.code,
    name: achievement.name,
    description: achievement.description,
    icon_url: achievement.iconUrl,
    category: achievement.category,
    points: achievement.points,
  };
}
