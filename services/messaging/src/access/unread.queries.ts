import { hiddenCondition } from '@tribe/projections';
import { batchedPairs, type Sql } from '@tribe/service-kit';

/**
 * An expression for the number of unread messages of a row of `conversation_participants`: those of others after the read
 * mark, without deleted messages and messages of hidden users.
 */
export const unreadOf = (participant: string) => `(
  SELECT count(*)::int FROM messages m
   WHERE m.conversation_id = ${participant}.conversation_id AND m.seq > ${participant}.read_seq
     AND m.sender_id <> ${participant}.user_id AND m.deleted_at IS NULL
     AND NOT ${hiddenCondition(`${participant}.user_id`, 'm.sender_id')})`;

interface UnreadRow {
  unread_count: number | null;
  read_at: Date | null;
}

/** Returns the number of unread messages of a participant, and when they have last read. */
export const findUnread = batchedPairs<UnreadRow>((sql: Sql, conversationIds, userIds) =>
  sql.query(
    'unread',
    `SELECT CASE WHEN p.id IS NULL THEN NULL ELSE ${unreadOf('p')} END AS unread_count, p.read_at
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (conversation_id, user_id, position)
       LEFT JOIN conversation_participants p
         ON p.conversation_id = asked.conversation_id AND p.user_id = asked.user_id AND p.left_at IS NULL
      ORDER BY asked.position`,
    [conversationIds, userIds],
  ),
);
