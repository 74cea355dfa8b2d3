import { batched, type Sql } from '@tribe/service-kit';

/** Returns the id of the conversation of a user with the coach. */
export const findCoachConversationId = batched(findIds);

async function findIds(sql: Sql, userIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; user_id: string }>(
    'coach_conversations',
    `SELECT id, created_by AS user_id FROM conversations
      WHERE created_by = ANY($1::uuid[]) AND kind = 'ai_coach'`,
    [userIds],
  );

  return new Map(rows.map(({ id, user_id }) => [user_id, id]));
}
