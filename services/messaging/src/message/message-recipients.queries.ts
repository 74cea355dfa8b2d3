import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import { unreadInThreadOf, unreadOf } from '../access/unread.queries';
import type { MessageType } from '../generated/prisma/enums';
import { announcedTextOf } from './message.rules';

interface AnnouncedRow {
  conversation_id: string;
  conversation_name: string | null;
  /** Null for the coach. */
  sender_id: string | null;
  content: string;
  type: MessageType;
  seq: bigint;
  thread_root_id: string | null;
}

/**
 * Returns a message of a user or of the coach that was not deleted, with the name of its group, and the text that its author
 * has written.
 */
export async function findAnnounced(sql: Sql, messageId: string) {
  const [row] = await sql.query<AnnouncedRow>(
    'announced_message',
    `SELECT m.conversation_id, c.name AS conversation_name, m.sender_id, m.content, m.type, m.seq,
            CASE WHEN NOT m.in_conversation THEN m.thread_root_id END AS thread_root_id
       FROM messages m JOIN conversations c ON c.id = m.conversation_id
      WHERE m.id = $1::uuid AND (m.sender_id IS NOT NULL OR c.kind = 'ai_coach')
        AND m.content IS NOT NULL AND m.deleted_at IS NULL`,
    [messageId],
  );

  return row && { message: announcedMessage(row), text: row.content };
}

function announcedMessage(row: AnnouncedRow) {
  return {
    conversationId: row.conversation_id,
    ...(row.conversation_name !== null && { conversationName: row.conversation_name }),
    ...(row.sender_id !== null && { senderId: row.sender_id }),
    content: announcedTextOf(row),
    seq: row.seq,
    ...(row.thread_root_id !== null && { threadRootId: row.thread_root_id }),
  };
}

const isAlert = 'EXISTS (SELECT FROM priority_alerts WHERE message_id = m.id)';

/** Whether a message is for a viewer who is notified of mentions only. An alert mentions everyone. */
const mentions = (viewer: string) =>
  `(m.mentions_room OR ${viewer}.user_id = ANY (m.mentioned_ids) OR ${isAlert})`;

/** Whether a user follows the thread of the reply `m` and has not read it. */
const awaits = (userId: string) => `EXISTS (
  SELECT FROM thread_followers f
   WHERE f.root_id = m.thread_root_id AND f.user_id = ${userId} AND f.is_following AND f.read_seq < m.seq)`;

/** Whether the folded text of the message has a word that the viewer has muted. */
const hasMutedWord = `EXISTS (
  SELECT FROM muted_words word
   WHERE word.user_id = viewer.user_id AND (word.muted_until <= $4) IS NOT TRUE AND strpos($5, word.folded) > 0)`;

/**
 * Returns the recipients of a message, in the order of their ids: the participants, or members of the team, who see it,
 * have not read it, have not muted the conversation and want to be notified of it; of a reply that only its thread shows,
 * those who follow the thread. An alert is also for those who have muted it. A muted word keeps a message from a user,
 * unless it is an alert or mentions the user by name. `OFFSET 0` makes Postgres look up the places of the conversation
 * instead of reading the whole view.
 *
 * @param text the content, folded
 */
export async function listMessageRecipientIds(
  sql: Sql,
  { messageId, text }: { messageId: string; text: string },
  { after, limit, now }: { after: string | undefined; limit: number; now: Date },
): Promise<string[]> {
  const rows = await sql.query<{ user_id: string }>(
    'message_recipients',
    `SELECT viewer.user_id
       FROM messages m
      CROSS JOIN LATERAL (
            SELECT * FROM conversation_places place WHERE place.conversation_id = m.conversation_id OFFSET 0) viewer
      WHERE m.id = $1::uuid AND viewer.user_id > coalesce($2, '00000000-0000-0000-0000-000000000000')::uuid
        AND viewer.user_id IS DISTINCT FROM m.sender_id AND viewer.joined_seq < m.seq
        AND CASE WHEN m.in_conversation THEN viewer.read_seq < m.seq ELSE ${awaits('viewer.user_id')} END
        AND ((viewer.muted_until > $4) IS NOT TRUE OR ${isAlert})
        AND (NOT m.in_conversation OR viewer.notification_level = 'all' OR ${mentions('viewer')})
        AND (viewer.user_id = ANY (m.mentioned_ids) OR ${isAlert} OR NOT ${hasMutedWord})
        AND NOT ${hiddenCondition('m.sender_id', 'viewer.user_id')}
      ORDER BY viewer.user_id LIMIT $3`,
    [messageId, after ?? null, limit, now, text],
  );

  return rows.map(({ user_id }) => user_id);
}

interface UnreadRow {
  user_id: string;
  count: number;
}

/** The unread replies in the threads that a user follows. */
const repliesTo = (userId: string) => `(
  SELECT coalesce(sum(replies.unread_count), 0)::int
    FROM thread_followers f
    JOIN messages root ON root.id = f.root_id
   CROSS JOIN LATERAL (
         SELECT joined_seq, archived_seq FROM conversation_places place
          WHERE place.user_id = f.user_id AND place.conversation_id = root.conversation_id OFFSET 0) mine
   CROSS JOIN LATERAL ${unreadInThreadOf('f', 'mine.archived_seq')} replies
   WHERE f.user_id = ${userId} AND f.is_following AND root.seq > mine.joined_seq - mine.archived_seq)`;

/**
 * Returns the numbers of unread messages of users of which they are notified, with the replies in threads that they follow.
 * Omits users who have read a message.
 *
 * @param messageId undefined for all of the users
 */
export async function countUnreadMessages(
  sql: Sql,
  userIds: readonly string[],
  messageId: string | undefined,
) {
  const rows = await sql.query<UnreadRow>(
    'unread_messages',
    `SELECT asked.user_id, coalesce(sum(CASE p.notification_level WHEN 'all' THEN unread.unread_count ELSE unread.mention_count END), 0)::int + ${repliesTo('asked.user_id')} AS count
       FROM unnest($1::uuid[]) asked (user_id)
       LEFT JOIN LATERAL (
            SELECT place.* FROM conversation_places place
              JOIN conversations c ON c.id = place.conversation_id AND c.last_seq > place.read_seq
             WHERE place.user_id = asked.user_id OFFSET 0) p ON true
      CROSS JOIN LATERAL ${unreadOf('p')} unread
      WHERE NOT EXISTS (
            SELECT FROM messages m JOIN conversation_participants reader ON reader.conversation_id = m.conversation_id
             WHERE m.id = $2::uuid AND m.in_conversation AND reader.user_id = asked.user_id AND reader.read_seq >= m.seq)
        AND NOT EXISTS (
            SELECT FROM messages m JOIN thread_followers f ON f.root_id = m.thread_root_id
             WHERE m.id = $2::uuid AND NOT m.in_conversation AND f.user_id = asked.user_id AND f.read_seq >= m.seq)
      GROUP BY asked.user_id`,
    [userIds, messageId ?? null],
  );

  return rows.map(({ user_id, count }) => ({ userId: user_id, count }));
}
