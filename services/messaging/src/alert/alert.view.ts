import { type UserCard, userView } from '@tribe/projections';
import type { messageView } from '../message/message.view';
import type { Acknowledgement, Alert } from './alert.queries';

type Cards = ReadonlyMap<string, UserCard>;

export function alertView(alert: Alert, message: ReturnType<typeof messageView>) {
  return {
    id: alert.id,
    conversation_id: alert.conversation_id,
    sender: message.sender,
    message,
    reason: alert.reason,
    scope: alert.scope,
    acknowledged_count: alert.acknowledged_count,
    is_acknowledged: alert.is_acknowledged,
    created_at: alert.created_at,
  };
}

export function acknowledgementView({ user_id, acknowledged_at }: Acknowledgement, cards: Cards) {
  const { id, ...person } = userView(user_id, cards);
  return { user_id: id, ...person, acknowledged_at };
}
