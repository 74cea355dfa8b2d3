import type { Tx } from '../prisma.service';
import type { DraftRow } from './draft.view';

/** The message that a participant is writing, at a time. */
export interface Draft {
  /** null ends the draft. */
  readonly content: string | null;
  readonly replyToMessageId: string | null;
  readonly at: Date;
}

interface Place {
  readonly id: string;
  readonly userId: string;
}

/** A draft from before a message of the participant belongs to that message. Only the newest messages can be so new. */
const draftSave = `
  UPDATE conversation_participants SET draft_content = $3, draft_reply_to_message_id = $4::uuid, draft_at = $5
   WHERE conversation_id = $1::uuid AND user_id = $2::uuid AND left_at IS NULL
     AND (draft_at < $5) IS NOT FALSE
     AND NOT EXISTS (
         SELECT FROM (SELECT sender_id, created_at FROM messages
                       WHERE conversation_id = $1::uuid ORDER BY seq DESC LIMIT 200) newest
          WHERE sender_id = $2::uuid AND created_at >= $5)`;

/** Saves a draft of a participant of a locked conversation, unless a later one, or a later message, is known. */
export async function saveDraft(
  tx: Tx,
  { id, userId }: Place,
  { content, replyToMessageId, at }: Draft,
): Promise<void> {
  const values = [id, userId, content, replyToMessageId, at];
  await tx.sql.execute('draft_save', draftSave, values);
}

/** Returns the draft of a participant. */
export async function findDraft(tx: Tx, { id, userId }: Place): Promise<DraftRow | undefined> {
  const text = `SELECT draft_content, draft_reply_to_message_id, draft_at
      FROM conversation_participants WHERE conversation_id = $1::uuid AND user_id = $2::uuid AND left_at IS NULL`;
  const [row] = await tx.sql.query<DraftRow>('draft', text, [id, userId]);

  return row;
}
