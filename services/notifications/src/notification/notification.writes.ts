import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import type { Sql } from '@tribe/service-kit';
import type { NotificationDraft } from './notification-drafts.rules';
import type { NotificationCategory } from './notification-types';
import type { NotificationText } from './texts/notification.texts';

export interface NewNotification extends Omit<NotificationDraft, 'text'>, NotificationText {
  readonly id: string;
  readonly category: NotificationCategory;
  /** The event that caused it. */
  readonly sourceEventId: string;
  readonly createdAt: Date;
}

const columns = `id, user_id, notification_type, category, title, message, actor_id, target_type, target_id, target_name,
  image_url, action_url, source_event_id, created_at`;

const notificationsInsert = `
  WITH added AS (
    INSERT INTO notifications (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::notifications, $2::json)
  )
  ${insertEvents()}`;

/** Inserts notifications and their events with one statement. */
export async function insertNotifications(
  sql: Sql,
  events: EventPublisher,
  notifications: readonly NewNotification[],
  created: readonly OutboxEvent[],
): Promise<void> {
  await events.publishWith(sql, created, {
    name: 'notifications_insert',
    text: notificationsInsert,
    values: [JSON.stringify(notifications.map(rowOf))],
  });
}

function rowOf(notification: NewNotification) {
  return {
    id: notification.id,
    user_id: notification.userId,
    notification_type: notification.type,
    category: notification.category,
    title: notification.title,
    message: notification.message,
    actor_id: notification.actorId,
    target_type: notification.targetType,
    target_id: notification.targetId,
    target_name: notification.targetName,
    image_url: notification.imageUrl,
    action_url: notification.actionUrl,
    source_event_id: notification.sourceEventId,
    created_at: notification.createdAt,
  };
}
