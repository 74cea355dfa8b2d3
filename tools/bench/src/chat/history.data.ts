import type { Client } from 'pg';

const rowsPerStatement = 500_000;

/** A conversation of two users, the second of which has sent all messages. */
export interface LongConversation {
  readonly id: string;
  readonly readerId: string;
  readonly senderId: string;
}

/** Returns the id of the message with a number. Ids grow with the number, like UUIDv7. */
export function messageIdOf(seq: number): string {
  const digits = seq.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
}

/** Adds messages up to a number. Triggers do not run, so the messages cannot be searched. */
export async function extendHistory(
  client: Client,
  { id, senderId }: LongConversation,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await client.query("SET session_replication_role = 'replica'");

  for (let first = from + 1; first <= to; first += rowsPerStatement) {
    await client.query(
      `INSERT INTO messaging.messages (conversation_id, seq, id, sender_id, type, content, content_salt, content_hash,
                                       digest, hash, created_at)
       SELECT $1::uuid, seq, (lpad(to_hex(seq), 12, '0') || '70008000000000000000')::uuid, $2::uuid, 'text',
              'Message ' || seq, sha256('salt'), sha256('content'), sha256('digest'), sha256('hash'),
              timestamptz '2016-01-01' + make_interval(secs => seq * 10)
         FROM generate_series($3::bigint, $4::bigint) AS seq`,
      [id, senderId, first, Math.min(to, first + rowsPerStatement - 1)],
    );
  }

  await client.query("SET session_replication_role = 'origin'");

  await client.query(
    'UPDATE messaging.conversations SET last_seq = $2, last_message_at = now() WHERE id = $1::uuid',
    [id, to],
  );

  await client.query('VACUUM ANALYZE messaging.messages, messaging.conversations');
}
