import { type UserCard, userView } from '@tribe/projections';
import type { messageView } from '../message/message.view';
import type { RequestRow } from './message-request-list.queries';

export function messageRequestView(
  row: RequestRow,
  messages: readonly ReturnType<typeof messageView>[],
  cards: ReadonlyMap<string, UserCard>,
) {
  return {
    conversation_id: row.conversation_id,
    sender: userView(row.sender_id, cards),
    messages,
    requested_at: row.requested_at,
  };
}
