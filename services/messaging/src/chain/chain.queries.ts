import type { Sql } from '@tribe/service-kit';
import type { entryKinds } from '../sync/missed.queries';

/** An entry of a conversation with its place in the chain. */
export interface ChainEntry {
  readonly seq: bigint;
  readonly kind: (typeof entryKinds)[number];
  readonly message_id: string;
  readonly digest: Buffer;
  readonly hash: Buffer;
  /** Of the content that the entry brought; null for system messages, deletions and erased contents. */
  readonly content_hash: Buffer | null;
  /** Whether the message is from before the participant joined. */
  readonly is_earlier: boolean;
}

/** Entries of a conversation after a number, as a participant sees them. */
export interface ChainRange {
  readonly conversationId: string;
  /** The participant sees messages after this number. */
  readonly joinedSeq: bigint;
  readonly after: bigint;
}

const oldestOf = (table: string, kind: string, messageId: string, contentHash: string) => `
  (SELECT seq, '${kind}' AS kind, ${messageId} AS message_id, digest, hash, ${contentHash} AS content_hash
     FROM ${table} WHERE conversation_id = $1::uuid AND seq > $2 ORDER BY seq LIMIT $4)`;

const chain = `
  SELECT entry.*, NOT EXISTS (
         SELECT FROM messages m WHERE m.id = entry.message_id AND m.seq > $3) AS is_earlier
    FROM (${oldestOf('messages', 'message', 'id', 'content_hash')}
          UNION ALL ${oldestOf('message_edits', 'edit', 'message_id', 'content_hash')}
          UNION ALL ${oldestOf('message_tombstones', 'delete', 'message_id', 'NULL::bytea')}
          ORDER BY seq LIMIT $4) entry
   ORDER BY seq`;

/** Returns the entries of a range, oldest first. */
export function listChain(sql: Sql, range: ChainRange, limit: number): Promise<ChainEntry[]> {
  const values = [range.conversationId, range.after, range.joinedSeq, limit];
  return sql.query('conversation_chain', chain, values);
}

const hashAt = `
  SELECT hash FROM messages WHERE conversation_id = $1::uuid AND seq = $2
   UNION ALL SELECT hash FROM message_edits WHERE conversation_id = $1::uuid AND seq = $2
   UNION ALL SELECT hash FROM message_tombstones WHERE conversation_id = $1::uuid AND seq = $2`;

/** Returns the hash of the chain up to an entry; undefined without such an entry. */
export async function findHash(
  sql: Sql,
  conversationId: string,
  seq: bigint,
): Promise<Buffer | undefined> {
  const values = [conversationId, seq];
  const [row] = await sql.query<{ hash: Buffer }>('conversation_chain_hash', hashAt, values);

  return row?.hash;
}
