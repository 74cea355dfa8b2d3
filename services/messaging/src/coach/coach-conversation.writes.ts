import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import { newId, type Sql } from '@tribe/service-kit';
import { chainHashOf, digestOf } from '../message/chain.rules';
import type { NewMessage } from '../message/message.writes';

/** The chain before its first entry. */
const emptyChain = Buffer.alloc(32);

const coachConversationInsert = `
  WITH added AS (
    INSERT INTO conversations (id, kind, name, created_by, created_at, updated_at, last_message_at, last_seq, last_hash)
    SELECT $2::uuid, 'ai_coach', $3, $4::uuid, $5::timestamptz, $5, $5, 1, $6::bytea
     WHERE NOT EXISTS (SELECT FROM user_cards WHERE user_id = $4 AND NOT is_active)
    ON CONFLICT DO NOTHING
    RETURNING id
  ), added_participant AS (
    INSERT INTO conversation_participants (id, conversation_id, user_id, joined_at, joined_seq, read_seq)
    SELECT $7::uuid, added.id, $4, $5, 0, 1 FROM added
  ), greeting AS (
    INSERT INTO messages (conversation_id, seq, digest, hash, created_at, id, type, content, content_salt, content_hash)
    SELECT added.id, 1, $8::bytea, $6, $5, $9::uuid, 'text', $10, $11::bytea, $12::bytea FROM added
  )
  ${insertEvents('EXISTS (SELECT FROM added)')}`;

/**
 * Inserts the conversation of a user with the coach, with its first message, which counts as read, and the event. Waits for
 * another request that inserts it, and writes nothing when it exists, nor for a user whose account is closed or erased.
 */
export async function insertCoachConversation(
  sql: Sql,
  events: EventPublisher,
  { userId, name, greeting }: { userId: string; name: string; greeting: NewMessage },
  created: OutboxEvent,
): Promise<void> {
  const digest = digestOf({ kind: 'message', ...greeting });

  await events.publishWith(sql, [created], {
    name: 'coach_conversation_insert',
    text: coachConversationInsert,
    values: [
      greeting.conversationId,
      name,
      userId,
      greeting.createdAt,
      chainHashOf(emptyChain, 1n, digest),
      newId(),
      digest,
      greeting.id,
      greeting.content,
      greeting.contentSalt,
      greeting.contentHash,
    ],
  });
}
