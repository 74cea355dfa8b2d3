import type { Sql } from '@tribe/service-kit';

/** Returns the participants who joined after a message, at most 1000. The message does not exist for them. */
export async function listLaterParticipants(sql: Sql, messageId: string): Promise<string[]> {
  const rows = await sql.query<{ user_id: string }>(
    'later_participants',
    `SELECT p.user_id
       FROM messages m
       JOIN conversation_participants p ON p.conversation_id = m.conversation_id
      WHERE m.id = $1::uuid AND p.left_at IS NULL AND p.joined_seq >= m.seq
      ORDER BY p.user_id
      LIMIT 1000`,
    [messageId],
  );

  return rows.map(({ user_id }) => user_id);
}
