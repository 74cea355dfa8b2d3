import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import type { Sql } from '@tribe/service-kit';
import type { ConversationKind } from '../generated/prisma/enums';

export interface NewChannel {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string;
  readonly teamId: string;
  readonly visibleRoles: readonly string[] | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** The chain before its first entry. */
const emptyChain = Buffer.alloc(32);

const channelInsert = `
  WITH added AS (
    INSERT INTO conversations (id, kind, name, team_id, visible_roles, created_by, created_at, updated_at, last_hash)
    VALUES ($2::uuid, $3::conversation_kind, $4, $5::uuid, $6::text[], $7::uuid, $8, $8, $9::bytea)
    RETURNING id
  )
  ${insertEvents('EXISTS (SELECT FROM added)')}`;

/** Inserts a channel and its event. */
export async function insertChannel(
  sql: Sql,
  events: EventPublisher,
  channel: NewChannel,
  created: OutboxEvent,
): Promise<void> {
  await events.publishWith(sql, [created], {
    name: 'channel_insert',
    text: channelInsert,
    values: [
      channel.id,
      channel.kind,
      channel.name,
      channel.teamId,
      channel.visibleRoles,
      channel.createdBy,
      channel.createdAt,
      emptyChain,
    ],
  });
}

const closedMessagesDelete = `
  WITH closed AS (
    SELECT id FROM conversations WHERE closed_at < $1 ORDER BY closed_at, id LIMIT 1
  ), doomed AS (
    SELECT m.conversation_id, m.seq FROM messages m JOIN closed ON closed.id = m.conversation_id ORDER BY m.seq LIMIT $2
  ), gone AS (
    DELETE FROM messages m USING doomed WHERE m.conversation_id = doomed.conversation_id AND m.seq = doomed.seq RETURNING m.seq
  )
  SELECT closed.id, (SELECT count(*)::int FROM gone) AS messages FROM closed`;

/**
 * Deletes messages of a channel that was closed before a time, and the channel when no message is left.
 *
 * @param sql in a transaction that serves no user
 * @returns false without such a channel
 */
export async function deleteClosed(sql: Sql, before: Date, limit: number): Promise<boolean> {
  const values = [before, limit];

  const [closed] = await sql.query<{ id: string; messages: number }>(
    'closed_messages_delete',
    closedMessagesDelete,
    values,
  );

  if (!closed) return false;

  if (closed.messages < limit)
    await sql.execute('closed_channel_delete', 'DELETE FROM conversations WHERE id = $1::uuid', [
      closed.id,
    ]);

  return true;
}
