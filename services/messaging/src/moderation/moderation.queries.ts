import type { Sql } from '@tribe/service-kit';

/** A line of a conversation as moderators read it. */
export interface ContextLine {
  readonly id: string;
  readonly senderId: string | null;
  /** Null for a deleted line. */
  readonly content: string | null;
  readonly createdAt: Date;
}

/** The user who created a conversation; undefined after the user was erased. */
export async function findCreator(sql: Sql, conversationId: string): Promise<string | undefined> {
  const text = 'SELECT created_by FROM conversations WHERE id = $1::uuid';
  const [row] = await sql.query<{ created_by: string | null }>('conversation_creator', text, [
    conversationId,
  ]);

  return row?.created_by ?? undefined;
}

/** Returns a message with the five before and after it, oldest first, also from channels of teams. */
export function listContext(sql: Sql, messageId: string): Promise<ContextLine[]> {
  return sql.query<ContextLine>(
    'moderation_context',
    `SELECT id, sender_id AS "senderId", content, created_at AS "createdAt" FROM moderation_context($1::uuid)`,
    [messageId],
  );
}
