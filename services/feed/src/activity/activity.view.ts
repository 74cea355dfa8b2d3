import { timeAgo } from '@tribe/service-kit';
import type { ShownActivity } from './activity.queries';

export function activityView(row: ShownActivity, now: Date) {
  const { goalId, goalTitle, subjectId, activityType, title } = row;
  const isAbout = (type: ShownActivity['activityType']) =>
    activityType === type && subjectId !== null && title !== null;

  return {
    id: row.id,
    activity_type: activityType,
    user: {
      id: row.actorId,
      username: row.username ?? 'unknown',
      full_name: row.fullName ?? 'Unknown',
      profile_image_url: row.profileImageUrl,
    },
    goal: goalId !== null && goalTitle !== null ? { id: goalId, title: goalTitle } : null,
    milestone: isAbout('milestone_reached') ? { id: subjectId ?? '', title: title ?? '' } : null,
    achievement: isAbout('achievement_earned')
      ? {
          id: subjectId ?? '',
          name: title ?? '',
          points: row.points ?? 0,
          icon_url: row.iconUrl,
        }
      : null,
    time_ago: timeAgo(row.happenedAt, now),
    created_at: row.happenedAt,
  };
}
