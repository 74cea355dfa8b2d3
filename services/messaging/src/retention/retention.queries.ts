import type { Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

/** Returns the days after which the contents of messages are erased; null keeps them. */
export async function findRetention(sql: Sql, conversationId: string): Promise<number | null> {
  const text = 'SELECT retention_days FROM conversations WHERE id = $1::uuid';
  const values = [conversationId];
  const [row] = await sql.query<{ retention_days: number | null }>('retention', text, values);

  return row?.retention_days ?? null;
}

/** A message that is older than the retention of its conversation. */
export interface ExpiredMessage {
  readonly id: string;
  readonly seq: bigint;
  readonly isDeleted: boolean;
  /** A system message has none. */
  readonly hasContent: boolean;
}

const isExpired = `
  m.conversation_id = c.id AND m.seq > c.expired_seq AND m.created_at < $1::timestamptz - make_interval(days => c.retention_days)`;

/** Returns a conversation with expired messages. */
export async function findExpiredConversation(tx: Tx, now: Date): Promise<string | undefined> {
  const [row] = await tx.sql.query<{ id: string }>(
    'expired_conversation',
    `SELECT c.id FROM conversations c
      WHERE c.retention_days IS NOT NULL AND EXISTS (SELECT FROM messages m WHERE ${isExpired})
      ORDER BY c.id LIMIT 1`,
    [now],
  );

  return row?.id;
}

/** Returns the oldest expired messages of a locked conversation. */
export async function listExpired(
  tx: Tx,
  conversationId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<ExpiredMessage[]> {
  const rows = await tx.sql.query<{
    id: string;
    seq: bigint;
    deleted_at: Date | null;
    has_content: boolean;
  }>(
    'expired_messages',
    `SELECT m.id, m.seq, m.deleted_at, m.content IS NOT NULL AS has_content
       FROM conversations c JOIN messages m ON ${isExpired}
      WHERE c.id = $2::uuid
      ORDER BY m.seq LIMIT $3`,
    [now, conversationId, limit],
  );

  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    isDeleted: row.deleted_at !== null,
    hasContent: row.has_content,
  }));
}
