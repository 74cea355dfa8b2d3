import type { Tx } from '../prisma.service';

const tracesPerBatch = 500;

/**
 * Removes a user from locked conversations. The key of a conversation of two users no longer names the user, so that the
 * other can read it, but send nothing.
 */
export async function removeFromConversations(
  tx: Tx,
  userId: string,
  conversationIds: readonly string[],
): Promise<void> {
  await tx.sql.execute(
    'personal_data_direct_keys',
    `UPDATE conversations SET direct_key = id::text WHERE id = ANY($1::uuid[]) AND kind IN ('direct', 'partnership')`,
    [conversationIds],
  );
  await tx.conversationParticipant.deleteMany({
    where: { userId, conversationId: { in: [...conversationIds] } },
  });
}

const alertsErase = `
  WITH raised AS (
    UPDATE priority_alerts SET sender_id = NULL, reason = NULL
     WHERE id IN (SELECT id FROM priority_alerts WHERE sender_id = $1::uuid LIMIT $2)
    RETURNING 1
  ), acknowledged AS (
    DELETE FROM alert_acknowledgements
     WHERE user_id = $1::uuid AND alert_id IN (SELECT alert_id FROM alert_acknowledgements WHERE user_id = $1::uuid LIMIT $2)
    RETURNING 1
  )
  SELECT (SELECT count(*)::int FROM raised) + (SELECT count(*)::int FROM acknowledged) AS erased`;

/** Erases the user from alerts and their acknowledgements. */
export async function eraseAlerts(tx: Tx, userId: string): Promise<number> {
  const values = [userId, tracesPerBatch];
  const [row] = await tx.sql.query<{ erased: number }>('alerts_erase', alertsErase, values);

  return row?.erased ?? 0;
}

/** Erases the words that a user has muted. */
export async function eraseMutedWords(tx: Tx, userId: string): Promise<number> {
  return (await tx.mutedWord.deleteMany({ where: { userId } })).count;
}

/** Takes a user out of teams. Social-graph announces it too. */
export async function eraseTeamMemberships(tx: Tx, userId: string): Promise<number> {
  const text = 'DELETE FROM team_members WHERE user_id = $1::uuid';
  return tx.sql.execute('team_memberships_erase', text, [userId]);
}

/** Deletes those of the conversations that have no participants, with their messages. Channels belong to their team. */
export async function deleteEmptyConversations(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<void> {
  await tx.sql.execute(
    'personal_data_empty_conversations',
    `DELETE FROM conversations c
      WHERE c.id = ANY($1::uuid[]) AND c.team_id IS NULL
        AND NOT EXISTS (SELECT FROM conversation_participants WHERE conversation_id = c.id AND left_at IS NULL)`,
    [conversationIds],
  );
}

const tracesErase = `
  WITH creators AS (
    UPDATE conversations SET created_by = NULL
     WHERE id IN (SELECT id FROM conversations WHERE created_by = $1::uuid LIMIT $2)
    RETURNING 1
  ), deletions AS (
    UPDATE message_tombstones SET deleted_by = NULL
     WHERE message_id IN (SELECT message_id FROM message_tombstones WHERE deleted_by = $1::uuid LIMIT $2)
    RETURNING 1
  ), mentions AS (
    UPDATE messages SET mentioned_ids = array_remove(mentioned_ids, $1::uuid)
     WHERE id IN (SELECT id FROM messages WHERE mentioned_ids <> '{}' AND mentioned_ids @> ARRAY[$1::uuid] LIMIT $2)
    RETURNING 1
  ), threads AS (
    DELETE FROM thread_followers
     WHERE id IN (SELECT id FROM thread_followers WHERE user_id = $1::uuid LIMIT $2)
    RETURNING 1
  ), activities AS (
    UPDATE messages SET replied_activity = NULL
     WHERE id IN (SELECT id FROM messages
                   WHERE replied_activity IS NOT NULL AND replied_activity ->> 'author_id' = $1::text LIMIT $2)
    RETURNING 1
  ), pins AS (
    UPDATE messages SET pinned_by = NULL
     WHERE id IN (SELECT id FROM messages WHERE pinned_by = $1::uuid LIMIT $2)
    RETURNING 1
  )
  SELECT (SELECT count(*)::int FROM creators) + (SELECT count(*)::int FROM deletions)
         + (SELECT count(*)::int FROM mentions) + (SELECT count(*)::int FROM pins)
         + (SELECT count(*)::int FROM threads) + (SELECT count(*)::int FROM activities) AS erased`;

const requestsErase = `
  WITH erased AS (
    DELETE FROM message_requests
     WHERE id IN (SELECT id FROM message_requests WHERE sender_id = $1::uuid OR recipient_id = $1::uuid LIMIT $2)
    RETURNING conversation_id
  ), unnamed AS (
    UPDATE conversations SET direct_key = id::text WHERE id IN (SELECT conversation_id FROM erased)
  )
  SELECT count(*)::int AS erased FROM erased`;

/** Erases message requests of and to a user. A sender keeps the conversation and can send nothing. */
export async function eraseRequests(tx: Tx, userId: string): Promise<number> {
  const values = [userId, tracesPerBatch];
  const [row] = await tx.sql.query<{ erased: number }>('requests_erase', requestsErase, values);

  return row?.erased ?? 0;
}

/** Erases the user from conversations that the user created, and from deletions, mentions, threads, activities
 * and pins of messages. */
export async function eraseTraces(tx: Tx, userId: string): Promise<number> {
  const values = [userId, tracesPerBatch];
  const [row] = await tx.sql.query<{ erased: number }>('traces_erase', tracesErase, values);

  return row?.erased ?? 0;
}
