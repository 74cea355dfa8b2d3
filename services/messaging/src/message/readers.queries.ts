import { batched, type Sql } from '@tribe/service-kit';

/** A participant, and how far they have read. */
export interface Reader {
  readonly userId: string;
  readonly joinedSeq: bigint;
  readonly readSeq: bigint;
  readonly readAt: Date | null;
}

interface ReadersRow {
  conversation_id: string;
  user_id: string;
  joined_seq: bigint;
  read_seq: bigint;
  read_at: Date | null;
}

/** Returns the participants of a conversation. */
export const listReaders = batched(readReaders);

async function readReaders(sql: Sql, ids: readonly string[]): Promise<Map<string, Reader[]>> {
  const rows = await sql.query<ReadersRow>(
    'readers',
    `SELECT conversation_id, user_id, joined_seq, read_seq, read_at
       FROM conversation_participants
      WHERE conversation_id = ANY($1::uuid[]) AND left_at IS NULL
      ORDER BY conversation_id, read_seq DESC, user_id`,
    [ids],
  );

  const readers = Map.groupBy(rows, (row) => row.conversation_id);

  return new Map([...readers].map(([id, group]) => [id, group.map(toReader)]));
}

function toReader({ user_id, joined_seq, read_seq, read_at }: ReadersRow): Reader {
  return { userId: user_id, joinedSeq: joined_seq, readSeq: read_seq, readAt: read_at };
}
