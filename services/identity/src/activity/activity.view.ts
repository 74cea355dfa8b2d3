import type { UserActivity } from '../generated/prisma/client';

export function activityView(activity: UserActivity) {
  return {
    id: activity.id,
    activity_type: activity.activityType,
    description: activity.description,
    metadata: activity.metadata,
    ip_address: activity.ipAddress,
    user_agent: activity.userAgent,
    created_at: activity.createdAt.toISOString(),
  };
}

/** An activity as an admin sees it: with the admin who acted, whom the user never learns. */
export function adminActivityView(activity: UserActivity) {
  return { ...activityView(activity), actor_id: activity.actorId };
}
