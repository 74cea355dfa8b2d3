import { newId } from '@tribe/service-kit';
import type { ConversationRole } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';

/** A participant who returns sees nothing from before, and their marks begin anew. */
const participantsAdd = `
  INSERT INTO conversation_participants AS known (id, conversation_id, user_id, role, joined_at, joined_seq, read_seq)
  SELECT person.id, $1::uuid, person.user_id, $2::conversation_role, $3, $4, $4
    FROM json_to_recordset($5::json) AS person (id uuid, user_id uuid)
   ORDER BY person.user_id
  ON CONFLICT (conversation_id, user_id) DO UPDATE
  SET role = excluded.role, joined_at = excluded.joined_at, joined_seq = excluded.joined_seq,
      read_seq = excluded.read_seq, read_at = NULL, left_at = NULL, left_seq = NULL, muted_until = NULL,
      archived_at = NULL, draft_content = NULL, draft_reply_to_message_id = NULL, draft_at = NULL,
      version = known.version + 1
  WHERE known.left_at IS NOT NULL`;

const participantRemove = `
  UPDATE conversation_participants SET left_at = $3, left_seq = $4, role = 'member', draft_content = NULL, draft_reply_to_message_id = NULL,
         draft_at = NULL, version = version + 1
   WHERE conversation_id = $1::uuid AND user_id = $2::uuid AND left_at IS NULL`;

interface Place {
  readonly conversationId: string;
  /** The last entry before the change. */
  readonly seq: bigint;
  readonly at: Date;
}

/** Adds participants to a locked conversation. */
export async function addParticipants(
  tx: Tx,
  { conversationId, seq, at }: Place,
  { userIds, role }: { userIds: readonly string[]; role: ConversationRole },
): Promise<void> {
  const people = userIds.map((user_id) => ({ id: newId(), user_id }));
  const values = [conversationId, role, at, seq, JSON.stringify(people)];
  await tx.sql.execute('participants_add', participantsAdd, values);
}

/** Removes a participant from a locked conversation. */
export async function removeParticipant(
  tx: Tx,
  { conversationId, seq, at }: Place,
  userId: string,
): Promise<void> {
  const values = [conversationId, userId, at, seq];
  await tx.sql.execute('participant_remove', participantRemove, values);
}

/** Makes a participant of a locked conversation its owner. */
export async function makeOwner(tx: Tx, conversationId: string, userId: string): Promise<void> {
  await tx.conversationParticipant.update({
    where: { conversationId_userId: { conversationId, userId } },
    data: { role: 'owner' },
    select: { id: true },
  });
}

const requestAccept = `
  WITH accepted AS (
    UPDATE message_requests SET status = 'accepted', answered_at = $4 WHERE conversation_id = $1::uuid RETURNING conversation_id
  ), conversation AS (
    SELECT c.id, c.last_seq FROM accepted JOIN conversations c ON c.id = accepted.conversation_id FOR UPDATE OF c
  ), added AS (
    INSERT INTO conversation_participants (id, conversation_id, user_id, joined_at, joined_seq, read_seq)
    SELECT $3::uuid, id, $2::uuid, $4, 0, 0 FROM conversation
    RETURNING conversation_id
  )
  SELECT last_seq FROM conversation`;

/**
 * Accepts a locked message request and adds its recipient to the conversation, which sees all messages.
 *
 * @returns the number of the last entry
 */
export async function acceptRequest(
  tx: Tx,
  request: { conversationId: string; recipientId: string; participantId: string; at: Date },
): Promise<bigint | undefined> {
  const { conversationId, recipientId, participantId, at } = request;
  const values = [conversationId, recipientId, participantId, at];

  const rows = await tx.sql.query<{ last_seq: bigint }>(
    'message_request_accept',
    requestAccept,
    values,
  );

  return rows[0]?.last_seq;
}
