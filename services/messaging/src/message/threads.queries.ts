import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import { type Unread, unreadInThreadOf } from '../access/unread.queries';

/** The replies to a message in its thread, as a viewer sees them. */
export interface Thread extends Unread {
  readonly root_id: string;
  readonly reply_count: number;
  readonly last_reply_at: Date;
  /** The last three users with a reply. */
  readonly replier_ids: string[] | null;
  readonly is_following: boolean;
}

/** Everything is counted from the replies, so that deletions and erasures cannot leave a wrong number. */
const threads = `
  SELECT replies.*, f.user_id IS NOT NULL AS is_following,
         coalesce(unread.unread_count, 0) AS unread_count, coalesce(unread.mention_count, 0) AS mention_count
    FROM (SELECT root_id, sum(reply_count)::int AS reply_count, max(last_reply_at) AS last_reply_at,
                 (array_agg(sender_id ORDER BY last_seq DESC)
                   FILTER (WHERE sender_id IS NOT NULL AND NOT ${hiddenCondition('$1::uuid', 'sender_id')}))[1:3] AS replier_ids
            FROM (SELECT thread_root_id AS root_id, sender_id, count(*) AS reply_count, max(seq) AS last_seq,
                         max(created_at) AS last_reply_at
                    FROM messages WHERE thread_root_id = ANY($2::uuid[]) AND deleted_at IS NULL
                   GROUP BY thread_root_id, sender_id) of_sender
           GROUP BY root_id) replies
    LEFT JOIN thread_followers f ON f.root_id = replies.root_id AND f.user_id = $1::uuid AND f.is_following
    LEFT JOIN LATERAL ${unreadInThreadOf('f')} unread ON f.user_id IS NOT NULL`;

/** Returns the threads of messages that have replies, by message. */
export async function listThreads(
  sql: Sql,
  viewerId: string,
  messageIds: readonly string[],
): Promise<Map<string, Thread>> {
  const rows = await sql.query<Thread>('threads', threads, [viewerId, messageIds]);
  return new Map(rows.map((row) => [row.root_id, row]));
}
