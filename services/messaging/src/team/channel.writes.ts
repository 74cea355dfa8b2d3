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
