import type { NotificationResponse } from '../notification/notification.dto';

/** The part of notifications in the response of `GET /sync`. */
export function notificationChangesView(
  notifications: readonly NotificationResponse[],
  { isReset, hasGap, unread }: { isReset: boolean; hasGap: boolean; unread: number },
) {
  return { reset: isReset, notifications, gap: hasGap, unread_count: unread };
}
