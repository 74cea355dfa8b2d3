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

/** An activity as an admin sees it: with the acting admin, who is never revealed to the user. */
export function adminActivityView(activity: UserActivity) {
  return { ...activityView(activity), actor_id: activity.actorId };
}
