import type { Sql } from '@tribe/service-kit';
import type { Conversation } from '../access/conversation.queries';
import type { ConversationKind } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';

/** Returns the id of the conversation of a goal. */
export async function findGoalConversationId(
  sql: Sql,
  goalId: string,
): Promise<string | undefined> {
  const text = 'SELECT id FROM conversations WHERE goal_id = $1::uuid';
  const [row] = await sql.query<{ id: string }>('conversation_by_goal', text, [goalId]);

  return row?.id;
}

interface GoalConversationRow {
  id: string;
  kind: ConversationKind;
  name: string | null;
  image_url: string | null;
  version: bigint;
  created_at: Date;
}

/** Locks the conversation of a goal until the transaction ends. */
export async function lockGoalConversation(
  tx: Tx,
  goalId: string,
): Promise<Omit<Conversation, 'directKey' | 'lastSeq'> | undefined> {
  const text = `SELECT id, kind, name, image_url, version, created_at
      FROM conversations WHERE goal_id = $1::uuid FOR UPDATE`;
  const [row] = await tx.sql.query<GoalConversationRow>('goal_conversation_lock', text, [goalId]);

  return (
    row && {
      id: row.id,
      kind: row.kind,
      name: row.name,
      imageUrl: row.image_url,
      version: row.version,
      createdAt: row.created_at,
    }
  );
}
