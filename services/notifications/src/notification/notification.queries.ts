import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { NotificationCategory, NotificationTypeName } from './notification-types';

export interface NotificationRow {
  id: string;
  type: NotificationTypeName;
  title: string;
  message: string;
  actorId: string | null;
  targetType: string;
  targetId: string;
  targetName: string | null;
  imageUrl: string | null;
  actionUrl: string;
  readAt: Date | null;
  createdAt: Date;
}

export interface NotificationFilter {
  userId: string;
  /** Null for all categories. */
  category: NotificationCategory | null;
  unreadOnly: boolean;
  /** Users who are hidden from this user. */
  hiddenIds: readonly string[];
}

const visible = (hidden: string) => `(actor_id IS NULL OR actor_id <> ALL (${hidden}::uuid[]))`;

const matching = `
  FROM notifications
  WHERE user_id = $1 AND ($2::text IS NULL OR category = $2) AND (NOT $3::boolean OR read_at IS NULL)
    AND ${visible('$4')}`;

const columns = `id, notification_type AS type, title, message, actor_id AS "actorId", target_type AS "targetType",
  target_id AS "targetId", target_name AS "targetName", image_url AS "imageUrl", action_url AS "actionUrl",
  read_at AS "readAt", created_at AS "createdAt"`;

const page = `
  SELECT ${columns}
  ${matching} AND id < $5::uuid
  ORDER BY id DESC LIMIT $6 OFFSET $7`;

const changed = `
  SELECT ${columns}
    FROM notifications
   WHERE user_id = $1 AND ${visible('$2')} AND changed_in >= $3::text::xid8
   ORDER BY id DESC LIMIT $4`;

const count = `SELECT count(*)::int AS total ${matching}`;

const unreadCount = `
  SELECT count(*)::int AS total FROM notifications WHERE user_id = $1 AND read_at IS NULL AND ${visible('$2')}`;

/** Returns a page of the notifications that match the filter, newest first. */
export function listNotifications(
  sql: Sql,
  filter: NotificationFilter,
  window: PageWindow,
): Promise<NotificationRow[]> {
  const values = [...filterValues(filter), olderThan(window).id, window.limit, window.offset];
  return sql.query<NotificationRow>('notification_page', page, values);
}

/** Returns the notifications that a transaction or a later one has created or changed, newest first. */
export function listChanged(
  sql: Sql,
  { userId, hiddenIds }: Pick<NotificationFilter, 'userId' | 'hiddenIds'>,
  since: bigint,
  limit: number,
): Promise<NotificationRow[]> {
  const values = [userId, hiddenIds, since, limit];
  return sql.query<NotificationRow>('notification_changes', changed, values);
}

export function countNotifications(sql: Sql, filter: NotificationFilter): Promise<number> {
  return countRows(sql, 'notification_count', count, filterValues(filter));
}

export function countUnread(
  sql: Sql,
  userId: string,
  hiddenIds: readonly string[],
): Promise<number> {
  return countRows(sql, 'notification_unread_count', unreadCount, [userId, hiddenIds]);
}

function filterValues({ userId, category, unreadOnly, hiddenIds }: NotificationFilter): unknown[] {
  return [userId, category, unreadOnly, hiddenIds];
}
