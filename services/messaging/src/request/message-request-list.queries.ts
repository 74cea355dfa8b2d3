import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';

/** A message request that the recipient has not answered. */
export interface RequestRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly sender_id: string;
  readonly requested_at: Date;
  /** The first messages, at most three. */
  readonly message_ids: string[];
}

/** Without a message, and while the sender is hidden from the recipient or closed, there is no request. */
const pending = `
  FROM message_requests r
  JOIN conversations c ON c.id = r.conversation_id AND c.last_message_at IS NOT NULL
 WHERE r.recipient_id = $1::uuid AND r.status = 'pending' AND NOT ${hiddenCondition('$1::uuid', 'r.sender_id')}
   AND EXISTS (SELECT FROM user_cards WHERE user_id = r.sender_id AND is_active)`;

const requestPage = `
  SELECT r.id, r.conversation_id, r.sender_id, r.requested_at,
         ARRAY(SELECT id FROM messages WHERE conversation_id = c.id ORDER BY seq LIMIT 3) AS message_ids
  ${pending} AND (r.requested_at, r.id) < ($2::timestamptz, $3::uuid)
   ORDER BY r.requested_at DESC, r.id DESC LIMIT $4 OFFSET $5`;

/** Returns the requests that a recipient has not answered, newest first. */
export function listRequests(
  sql: Sql,
  recipientId: string,
  window: PageWindow,
): Promise<RequestRow[]> {
  const { at, id } = olderThan(window);
  const values = [recipientId, at, id, window.limit, window.offset];

  return sql.query('message_request_page', requestPage, values);
}

export function countRequests(sql: Sql, recipientId: string): Promise<number> {
  const text = `SELECT count(*)::int AS total ${pending}`;
  return countRows(sql, 'message_request_total', text, [recipientId]);
}
