import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { unreadInThreadOf } from '../access/unread.queries';

/** A message whose thread a user follows. */
export interface FollowedRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly last_reply_at: Date;
}

/** A thread stays open when its root is archived with the year of a team. */
const followed = `
  FROM thread_followers f
  JOIN messages root ON root.id = f.root_id
  JOIN conversation_places mine
    ON mine.conversation_id = root.conversation_id AND mine.user_id = f.user_id AND mine.joined_seq - mine.archived_seq < root.seq
 CROSS JOIN LATERAL (
       SELECT created_at FROM messages
        WHERE thread_root_id = root.id AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1) last_reply
 CROSS JOIN LATERAL ${unreadInThreadOf('f', 'mine.archived_seq')} unread
 WHERE f.user_id = $1::uuid AND f.is_following AND (NOT $2 OR unread.unread_count > 0)`;

const followedPage = `
  SELECT root.id, root.conversation_id, last_reply.created_at AS last_reply_at ${followed}
     AND (last_reply.created_at, root.id) < ($3::timestamptz, $4::uuid)
   ORDER BY last_reply.created_at DESC, root.id DESC LIMIT $5 OFFSET $6`;

const followedCount = `SELECT count(*)::int AS total ${followed}`;

interface Filter {
  readonly userId: string;
  readonly isUnread: boolean;
}

/**
 * Returns the messages whose threads a user follows, those with the newest reply first.
 *
 * @param sql in the name of the user
 */
export function listFollowed(
  sql: Sql,
  { userId, isUnread }: Filter,
  window: PageWindow,
): Promise<FollowedRow[]> {
  const { at, id } = olderThan(window);
  const values = [userId, isUnread, at, id, window.limit, window.offset];

  return sql.query('followed_thread_page', followedPage, values);
}

export function countFollowed(sql: Sql, { userId, isUnread }: Filter): Promise<number> {
  return countRows(sql, 'followed_thread_count', followedCount, [userId, isUnread]);
}
