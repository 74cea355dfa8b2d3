import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import { newId, type Sql } from '@tribe/service-kit';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';

export interface NewConversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly imageUrl: string | null;
  readonly createdBy: string;
  readonly directKey: string | null;
  readonly goalId: string | null;
  readonly createdAt: Date;
  readonly participants: readonly { userId: string; role: ConversationRole }[];
}

/** The chain before its first entry. */
const emptyChain = Buffer.alloc(32);

const conversationInsert = `
  WITH added AS (
    INSERT INTO conversations (id, kind, name, image_url, created_by, direct_key, created_at, updated_at, last_hash, goal_id)
    VALUES ($2::uuid, $3::conversation_kind, $4, $5, $6::uuid, $7, $8, $8, $9::bytea, $11::uuid)
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
    ],
  });

  return inserted.has(conversation.id);
}

const conversationUpdate = `
  UPDATE conversations
     SET name = $2, image_url = $3, kind = $4::conversation_kind, visible_roles = $5::text[], updated_at = $6
   WHERE id = $1::uuid`;

export async function updateConversation(
  sql: Sql,
  changed: Pick<NewConversation, 'id' | 'kind' | 'name' | 'imageUrl'> & {
    readonly visibleRoles: readonly string[] | null;
    readonly updatedAt: Date;
  },
): Promise<void> {
  const { id, name, imageUrl, kind, visibleRoles, updatedAt } = changed;
  const values = [id, name, imageUrl, kind, visibleRoles, updatedAt];
  await sql.execute('conversation_update', conversationUpdate, values);
}
