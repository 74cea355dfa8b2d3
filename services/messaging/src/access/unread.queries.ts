import { hiddenCondition } from '@tribe/projections';
import { batchedPairs, type Sql } from '@tribe/service-kit';

/** The unread messages of a participant, and those of them that mention the participant. */
export interface Unread {
  readonly unread_count: number;
  readonly mention_count: number;
}

/**
 * A row with the numbers of {@link Unread}: those of the messages `m` that meet a condition and are not the user's own. They
 * are counted per sender, so that Postgres looks for a block once for each sender and not for each message.
 */
const unreadOfUser = (userId: string, condition: string) => `(
  SELECT coalesce(sum(of_sender.unread_count), 0)::int AS unread_count,
         coalesce(sum(of_sender.mention_count), 0)::int AS mention_count
    FROM (SELECT m.sender_id, count(*) AS unread_count,
                 count(*) FILTER (WHERE m.mentions_room OR ${userId} = ANY(m.mentioned_ids)) AS mention_count
            FROM messages m
           WHERE ${condition} AND m.sender_id IS DISTINCT FROM ${userId} AND m.type <> 'system' AND m.deleted_at IS NULL
           GROUP BY m.sender_id) of_sender
   WHERE NOT ${hiddenCondition(userId, 'of_sender.sender_id')})`;

/**
 * A row with the numbers of {@link Unread} for a row of `conversation_places`: messages of others, also of the coach, after
 * the read mark, without system messages, deleted messages, messages of hidden users, and replies that only their thread
 * shows.
 */
export const unreadOf = (place: string) =>
  unreadOfUser(
    `${place}.user_id`,
    `m.conversation_id = ${place}.conversation_id AND m.seq > ${place}.read_seq
     AND m.created_at >= ${place}.unread_since AND m.in_conversation`,
  );

/**
 * The same for a row of `thread_followers`: the replies after its mark. A reply that the conversation shows too is counted
 * there, so that each message is counted once.
 *
 * @param archivedSeq replies up to this number are archived, and not unread any more
 */
export const unreadInThreadOf = (follower: string, archivedSeq = '0') =>
  unreadOfUser(
    `${follower}.user_id`,
    `m.thread_root_id = ${follower}.root_id AND m.seq > greatest(${follower}.read_seq, ${archivedSeq}) AND NOT m.in_conversation`,
  );

interface UnreadRow extends Unread {
  readonly read_at: Date | null;
}

/**
 * Returns the numbers of unread messages of a participant, and when they have last read. `OFFSET 0` makes Postgres look up
 * each place: it cannot push the condition of a join into the view, and would read the whole view.
 */
export const findUnread = batchedPairs<UnreadRow>((sql: Sql, conversationIds, userIds) =>
  sql.query(
    'unread',
    `SELECT unread.*, p.read_at
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (conversation_id, user_id, position)
       LEFT JOIN LATERAL (
            SELECT * FROM conversation_places place
             WHERE place.conversation_id = asked.conversation_id AND place.user_id = asked.user_id OFFSET 0) p ON true
      CROSS JOIN LATERAL ${unreadOf('p')} unread
      ORDER BY asked.position`,
    [conversationIds, userIds],
  ),
);
