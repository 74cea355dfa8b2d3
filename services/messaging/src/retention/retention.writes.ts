import type { Tx } from '../prisma.service';

/** Sets the retention of a locked conversation. */
export async function writeRetention(
  tx: Tx,
  conversationId: string,
  days: number | null,
): Promise<void> {
  const text = 'UPDATE conversations SET retention_days = $2 WHERE id = $1::uuid';
  await tx.sql.execute('retention_write', text, [conversationId, days]);
}

/** The chain keeps the digests. The sender stays, so that a message remains one of theirs. */
const contentsErase = `
  WITH erased AS (
    UPDATE messages SET content = NULL, content_salt = NULL, content_hash = NULL, attachments_hash = NULL, media_id = NULL, replied_activity = NULL
     WHERE id = ANY ($2::uuid[])
  ), erased_edits AS (
    UPDATE message_edits SET previous_content = NULL, previous_salt = NULL, content_hash = NULL
     WHERE message_id = ANY ($2::uuid[])
  ), erased_alerts AS (
    UPDATE priority_alerts SET reason = NULL WHERE message_id = ANY ($2::uuid[])
  )
  UPDATE conversations SET expired_seq = greatest(expired_seq, $3) WHERE id = $1::uuid`;

/** Erases the contents of deleted messages of a locked conversation, and notes the number up to which it has done so. */
export async function eraseContents(
  tx: Tx,
  conversationId: string,
  { messageIds, upTo }: { messageIds: readonly string[]; upTo: bigint },
): Promise<void> {
  await tx.sql.execute('expired_contents_erase', contentsErase, [conversationId, messageIds, upTo]);
}
