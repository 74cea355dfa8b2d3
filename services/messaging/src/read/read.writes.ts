import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import type { Sql } from '@tribe/service-kit';
import type { Membership } from '../access/conversation.queries';

/** The number increases, whatever order the requests of several devices arrive in. */
const readMove = `
  WITH moved AS (
    UPDATE conversation_participants SET read_seq = $4, read_at = $5, version = version + 1
     WHERE conversation_id = $2::uuid AND user_id = $3::uuid AND left_at IS NULL AND read_seq < $4
    RETURNING id, version
  ), published AS (${insertEvents('EXISTS (SELECT FROM moved)', '(SELECT version FROM moved)')})
  SELECT id FROM moved`;

/**
 * Moves the read mark of a participant, and publishes the event, with one statement.
 *
 * @returns false when the participant had read as far before; then nothing is written
 */
export async function moveReadMark(
  sql: Sql,
  events: EventPublisher,
  read: { membership: Membership; seq: bigint; at: Date; event: OutboxEvent },
): Promise<boolean> {
  const { id, userId } = read.membership;
  const values = [id, userId, read.seq, read.at];

  const moved = await events.publishReturning<{ id: string }>(sql, [read.event], {
    name: 'read_move',
    text: readMove,
    values,
  });

  return moved.length > 0;
}
