import { batched, countRows, type Sql } from '@tribe/service-kit';
import type { MessageRequestStatus } from '../generated/prisma/enums';

/** A direct conversation that its recipient has to accept. */
export interface MessageRequest {
  readonly conversationId: string;
  readonly senderId: string;
  readonly recipientId: string;
  readonly status: MessageRequestStatus;
}

interface RequestRow {
  conversation_id: string;
  sender_id: string;
  recipient_id: string;
  status: MessageRequestStatus;
}

/** Returns the request of a direct conversation; users who were friends have none. */
export const findRequest = batched(findRequests);

async function findRequests(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, MessageRequest>> {
  const rows = await sql.query<RequestRow>(
    'message_requests_of_conversations',
    `SELECT conversation_id, sender_id, recipient_id, status
       FROM message_requests WHERE conversation_id = ANY($1::uuid[])`,
    [ids],
  );

  return new Map(rows.map((row) => [row.conversation_id, toRequest(row)]));
}

/** Locks the request of a direct conversation until the transaction ends. Comes before the lock of the conversation. */
export async function lockRequest(
  sql: Sql,
  conversationId: string,
): Promise<MessageRequest | undefined> {
  const [row] = await sql.query<RequestRow>(
    'message_request_lock',
    `SELECT conversation_id, sender_id, recipient_id, status
       FROM message_requests WHERE conversation_id = $1::uuid FOR UPDATE`,
    [conversationId],
  );

  return row && toRequest(row);
}

function toRequest(row: RequestRow): MessageRequest {
  return {
    conversationId: row.conversation_id,
    senderId: row.sender_id,
    recipientId: row.recipient_id,
    status: row.status,
  };
}

/** Makes transactions that begin requests of a user wait for each other. The first lock of a transaction. */
export async function lockSender(sql: Sql, senderId: string): Promise<void> {
  const text = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
  await sql.execute('message_request_sender_lock', text, [`message requests of ${senderId}`]);
}

/** Counts the requests of a sender since a time that were not accepted. */
export function countOpenRequests(sql: Sql, senderId: string, since: Date): Promise<number> {
  const text = `SELECT count(*)::int AS total FROM message_requests
    WHERE sender_id = $1::uuid AND requested_at > $2 AND status <> 'accepted'`;
  return countRows(sql, 'open_message_request_count', text, [senderId, since]);
}
