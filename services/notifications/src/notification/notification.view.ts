import type { UserCard } from '@tribe/projections';
import { timeAgo } from '@tribe/service-kit';
import { notificationTypes } from './notification-types';
import type { NotificationResponse } from './notification.dto';
import type { NotificationRow } from './notification.queries';

/** Maps a notification to its API representation. */
export function notificationView(
  row: NotificationRow,
  actor: UserCard | undefined,
  now: Date,
): NotificationResponse {
  const { icon, color } = notificationTypes[row.type];
  return {
    id: row.id,
    notification_type: row.type,
    title: row.title,
    message: row.message,
    related_user: actor
      ? { id: actor.id, username: actor.username, profile_image_url: actor.profileImageUrl ?? null }
      : null,
    related_goal:
      row.targetType === 'goal' ? { id: row.targetId, title: row.targetName ?? '' } : null,
    image_url: row.imageUrl,
    icon_type: icon,
    icon_color: color,
    action_url: row.actionUrl,
    is_read: row.readAt !== null,
    time_ago: timeAgo(row.createdAt, now),
    created_at: row.createdAt.toISOString(),
  };
}
