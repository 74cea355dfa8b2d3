import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import { newId, type Sql } from '@tribe/service-kit';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';

/** The event that a conversation plans. */
export interface PlannedEvent {
  readonly startsAt: Date;
  /** null for an event that ends when it starts. */
  readonly endsAt: Date | null;
  readonly place: string | null;
}

export interface NewConversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly imageUrl: string | null;
  readonly createdBy: string;
  readonly directKey: string | null;
  readonly goalId: string | null;
  readonly event?: PlannedEvent | undefined;
  readonly createdAt: Date;
  readonly participants: readonly { userId: string; role: ConversationRole }[];
}

/** The chain before its first entry. */
const emptyChain = Buffer.alloc(32);

const conversationInsert = `
  WITH added AS (
    INSERT INTO conversations (id, kind, name, image_url, created_by, direct_key, created_at, updated_at, last_hash, goal_id,
                               event_starts_at, event_ends_at, event_place)
    VALUES ($2::uuid, $3::conversation_kind, $4, $5, $6::uuid, $7, $8, $8, $9::bytea, $11::uuid, $12, $13, $14)
    ON CONFLICT DO NOTHING
    RETURNING id
  ), added_participants AS (
    INSERT INTO conversation_participants (id, conversation_id, user_id, role, joined_at, joined_seq, read_seq)
    SELECT person.id, added.id, person.user_id, person.role, $8, 0, 0
      FROM added, json_to_recordset($10::json) AS person (id uuid, user_id uuid, role conversation_role)
  )
  ${insertEvents('EXISTS (SELECT FROM added)')}`;

/**
 * Inserts a conversation, its participants and the event with one statement. Waits for another request that creates the
 * same direct conversation, or one of the same goal.
 *
 * @returns false when the conversation of the users or the goal exists; then nothing is written
 */
export async function insertConversation(
  sql: Sql,
  events: EventPublisher,
  conversation: NewConversation,
  created: OutboxEvent,
): Promise<boolean> {
  const people = conversation.participants.map(({ userId, role }) => ({
    id: newId(),
    user_id: userId,
    role,
  }));

  const inserted = await events.publishWith(sql, [created], {
    name: 'conversation_insert',
    text: conversationInsert,
    values: [
      conversation.id,
      conversation.kind,
      conversation.name,
      conversation.imageUrl,
      conversation.createdBy,
      conversation.directKey,
      conversation.createdAt,
      emptyChain,
      JSON.stringify(people),
      conversation.goalId,
      conversation.event?.startsAt ?? null,
      conversation.event?.endsAt ?? null,
      conversation.event?.place ?? null,
    ],
  });

  return inserted.has(conversation.id);
}

/** An event with another time is archived after that time. */
const conversationUpdate = `
  UPDATE conversations
     SET name = $2, image_url = $3, kind = $4::conversation_kind, visible_roles = $5::text[], updated_at = $6,
         event_starts_at = $7::timestamptz, event_ends_at = $8::timestamptz, event_place = $9,
         event_archived_at = CASE WHEN coalesce(event_ends_at, event_starts_at) = coalesce($8::timestamptz, $7)
                                  THEN event_archived_at END
   WHERE id = $1::uuid`;

export async function updateConversation(
  sql: Sql,
  changed: Pick<NewConversation, 'id' | 'kind' | 'name' | 'imageUrl'> & {
    readonly visibleRoles: readonly string[] | null;
    readonly event: PlannedEvent | undefined;
    readonly updatedAt: Date;
  },
): Promise<void> {
  const { id, name, imageUrl, kind, visibleRoles, event, updatedAt } = changed;
  const { startsAt = null, endsAt = null, place = null } = event ?? {};
  const values = [id, name, imageUrl, kind, visibleRoles, updatedAt, startsAt, endsAt, place];
  await sql.execute('conversation_update', conversationUpdate, values);
}
