import type { Sql } from '@tribe/service-kit';
import type { PlannedEvent } from './conversation.writes';

interface EventRow {
  event_starts_at: Date | null;
  event_ends_at: Date | null;
  event_place: string | null;
}

/** Returns the event that a conversation plans. */
export async function findPlannedEvent(
  sql: Sql,
  conversationId: string,
): Promise<PlannedEvent | undefined> {
  const text = `SELECT event_starts_at, event_ends_at, event_place FROM conversations
    WHERE id = $1::uuid AND kind = 'event'`;
  const [row] = await sql.query<EventRow>('planned_event', text, [conversationId]);
  if (!row?.event_starts_at) return undefined;

  return { startsAt: row.event_starts_at, endsAt: row.event_ends_at, place: row.event_place };
}
