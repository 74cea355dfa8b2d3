import { Injectable } from '@nestjs/common';
import { Database } from '@tribe/service-kit';
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
  /** null for all */
  category: NotificationCategory | null;
  unreadOnly: boolean;
  /** People whose doings are not for this user. */
  hiddenIds: readonly string[];
}

/** Where a page starts: behind a row (cursor), or behind a number of rows (page). */
export interface PageStart {
  afterId: string | null;
  offset: number;
  limit: number;
}

const visible = (hidden: string) => `(actor_id IS NULL OR actor_id <> ALL (${hidden}::uuid[]))`;

const matching = `
  FROM notifications
  WHERE user_id = $1 AND ($2::text IS NULL OR category = $2) AND (NOT $3::boolean OR read_at IS NULL)
    AND ${visible('$4')}`;

const listSql = `
  SELECT id, notification_type AS type, title, message, actor_id AS "actorId", target_type AS "targetType",
         target_id AS "targetId", target_name AS "targetName", image_url AS "imageUrl", action_url AS "actionUrl",
         read_at AS "readAt", created_at AS "createdAt"
  ${matching} AND ($5::uuid IS NULL OR id < $5)
  ORDER BY id DESC LIMIT $6 OFFSET $7`;

const countSql = `SELECT count(*)::int AS count ${matching}`;

const unreadSql = `
  SELECT count(*)::int AS count FROM notifications WHERE user_id = $1 AND read_at IS NULL AND ${visible('$2')}`;

const purgeSql = `
  WITH old AS (SELECT id FROM notifications WHERE created_at < $1 LIMIT $2),
       gone AS (DELETE FROM notifications USING old WHERE notifications.id = old.id RETURNING 1)
  SELECT count(*)::int AS count FROM gone`;

/** The hot reads of the notification list, and its purge, as named statements. */
@Injectable()
export class NotificationQueries {
  constructor(private readonly database: Database) {}

  list(filter: NotificationFilter, { afterId, limit, offset }: PageStart) {
    const values = [...filterValues(filter), afterId, limit, offset];
    return this.database.query<NotificationRow>('notifications_list', listSql, values);
  }

  count(filter: NotificationFilter): Promise<number> {
    return this.countBy('notifications_count', countSql, filterValues(filter));
  }

  countUnread(userId: string, hiddenIds: readonly string[]): Promise<number> {
    return this.countBy('notifications_unread', unreadSql, [userId, hiddenIds]);
  }

  /** Deletes at most `limit` notifications older than a time, and tells how many. */
  purgeBefore(time: Date, limit: number): Promise<number> {
    return this.countBy('notifications_purge', purgeSql, [time, limit]);
  }

  private async countBy(name: string, sql: string, values: readonly unknown[]): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(name, sql, values);
    return row?.count ?? 0;
  }
}

function filterValues({ userId, category, unreadOnly, hiddenIds }: NotificationFilter): unknown[] {
  return [userId, category, unreadOnly, hiddenIds];
}
