import type { Sql } from '@tribe/service-kit';
import type { Attachment } from './attachment.rules';

export const attachmentColumns = `a.id, a.message_id AS "messageId", a.media_id AS "mediaId", a.kind, a.content_type AS "contentType",
  a.name, a.size, a.width, a.height, a.blurhash, a.color, a.is_removed AS "isRemoved"`;

/** Returns the attachments of messages, by message and in their order. */
export async function listAttachments(
  sql: Sql,
  messageIds: readonly string[],
): Promise<Map<string, Attachment[]>> {
  if (messageIds.length === 0) return new Map();
  const text = `SELECT ${attachmentColumns} FROM message_attachments a
    WHERE a.message_id = ANY($1::uuid[]) ORDER BY a.message_id, a.id`;
  const rows = await sql.query<Attachment>('message_attachments', text, [messageIds]);

  return Map.groupBy(rows, ({ messageId }) => messageId);
}

/** Whether a message has a media as an attachment. */
export async function isAttached(sql: Sql, messageId: string, mediaId: string): Promise<boolean> {
  const text =
    'SELECT FROM message_attachments WHERE message_id = $1::uuid AND media_id = $2::uuid LIMIT 1';
  return (await sql.query('message_is_attached', text, [messageId, mediaId])).length > 0;
}

/** Notes that a media is gone, and forgets what it looked like. */
export async function removeMedia(sql: Sql, mediaId: string): Promise<void> {
  const text = `UPDATE message_attachments SET is_removed = true, blurhash = NULL, color = NULL
    WHERE media_id = $1::uuid AND NOT is_removed`;
  await sql.execute('message_media_removed', text, [mediaId]);
}
