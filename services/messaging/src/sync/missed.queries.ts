import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';

export const entryKinds = ['message', 'edit', 'delete'] as const;

/** An entry of a conversation, with the message that was sent, edited or deleted. */
export interface MissedEntry {
  readonly seq: number;
  readonly kind: (typeof entryKinds)[number];
  readonly messageId: string;
}

/** A read mark that has moved. */
export interface MissedMark {
  readonly userId: string;
  /** The mark covers the entries after this one. */
  readonly joinedSeq: number;
  readonly readSeq: number;
  /** In ISO 8601. */
  readonly readAt: string | null;
}

/** The entries, marks of messages and read marks that a participant has missed in a conversation. */
export interface MissedRow {
  readonly conversation_id: string;
  readonly joined_seq: bigint;
  readonly last_seq: bigint;
  /** The newest entries, oldest first. */
  readonly entries: MissedEntry[] | null;
  /** Messages whose reactions or pin have changed, the last change first. */
  readonly marked_ids: string[] | null;
  readonly marks: MissedMark[] | null;
}

const newestOf = (table: string, kind: string, messageId: string) => `
  (SELECT seq, added_in, '${kind}' AS kind, ${messageId} AS message_id
     FROM ${table}
    WHERE conversation_id = mine.conversation_id AND seq > mine.joined_seq
    ORDER BY seq DESC LIMIT $5)`;

/** The numbers of a conversation are in the order of the commits: what comes before a known entry is known too. */
const missed = `
  SELECT mine.conversation_id, mine.joined_seq, c.last_seq, newest.entries, marked.marked_ids, moved.marks
    FROM conversation_places mine
    JOIN conversations c ON c.id = mine.conversation_id
   CROSS JOIN LATERAL (
         SELECT json_agg(json_build_object('seq', seq, 'kind', kind, 'messageId', message_id) ORDER BY seq) AS entries
           FROM (${newestOf('messages', 'message', 'id')}
                 UNION ALL ${newestOf('message_edits', 'edit', 'message_id')}
                 UNION ALL ${newestOf('message_tombstones', 'delete', 'message_id')}
                 ORDER BY seq DESC LIMIT $5) entry
          WHERE added_in >= $3::text::xid8) newest
   CROSS JOIN LATERAL (
         SELECT json_agg(id) AS marked_ids
           FROM (SELECT id FROM messages
                  WHERE conversation_id = mine.conversation_id AND version > 0 AND changed_in >= $3::text::xid8
                    AND seq > mine.joined_seq
                  ORDER BY changed_in DESC LIMIT $5) message) marked
   CROSS JOIN LATERAL (
         SELECT json_agg(json_build_object('userId', user_id, 'joinedSeq', joined_seq, 'readSeq', read_seq, 'readAt', read_at)) AS marks
           FROM conversation_participants reader
          WHERE conversation_id = mine.conversation_id AND left_at IS NULL AND read_in >= $4::text::xid8
            AND NOT ${hiddenCondition('mine.user_id', 'reader.user_id')}) moved
   WHERE mine.user_id = $1::uuid AND mine.conversation_id = ANY($2::uuid[])`;

/** The transactions from which entries, with marks of messages, and read marks are missed. */
export interface MissedSince {
  readonly entries: bigint;
  readonly marks: bigint;
}

/**
 * Returns what a user has missed in those of the conversations in which the user is a participant.
 *
 * @param sql in the name of the user
 * @param limit maximum number of entries, and of marked messages, for each conversation
 */
export async function findMissed(
  sql: Sql,
  { userId, ids }: { userId: string; ids: readonly string[] },
  since: MissedSince,
  limit: number,
): Promise<Map<string, MissedRow>> {
  const values = [userId, ids, since.entries, since.marks, limit];
  const rows = await sql.query<MissedRow>('sync_missed', missed, values);

  return new Map(rows.map((row) => [row.conversation_id, row]));
}
