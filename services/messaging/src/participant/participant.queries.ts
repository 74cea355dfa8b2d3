import type { Sql } from '@tribe/service-kit';
import type { ConversationRole } from '../generated/prisma/enums';

export interface Participant {
  readonly userId: string;
  readonly role: ConversationRole;
  readonly joinedAt: Date;
}

/** Returns the participants of a conversation, at most 1000, in the order of joining. */
export async function listParticipants(sql: Sql, conversationId: string): Promise<Participant[]> {
  const rows = await sql.query<{ user_id: string; role: ConversationRole; joined_at: Date }>(
    'participants',
    `SELECT user_id, role, joined_at
       FROM conversation_participants
      WHERE conversation_id = $1::uuid AND left_at IS NULL
      ORDER BY joined_at, user_id
      LIMIT 1000`,
    [conversationId],
  );

  return rows.map(({ user_id, role, joined_at }) => ({
    userId: user_id,
    role,
    joinedAt: joined_at,
  }));
}
