import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import type { SyncPosition } from './sync-cursors';

/** A conversation in which something has changed for a user. */
export interface ChangedConversation {
  readonly id: string;
  /** Whether the user is no longer a participant. */
  readonly has_left: boolean;
}

/** Settings of other participants are theirs, so only their read marks count. */
const changedConversations = `
  SELECT mine.conversation_id AS id, mine.left_at IS NOT NULL AS has_left
    FROM conversation_participants mine
    JOIN conversations c ON c.id = mine.conversation_id
   WHERE mine.user_id = $1::uuid AND mine.conversation_id > coalesce($2, '00000000-0000-0000-0000-000000000000')::uuid
     AND (mine.changed_in >= $3::text::xid8
      OR mine.left_at IS NULL AND c.changed_in >= $3::text::xid8
      OR mine.left_at IS NULL AND EXISTS (
         SELECT FROM conversation_participants reader
          WHERE reader.conversation_id = mine.conversation_id AND reader.read_in >= $3::text::xid8
            AND reader.left_at IS NULL AND NOT ${hiddenCondition('mine.user_id', 'reader.user_id')})
      OR mine.left_at IS NULL AND EXISTS (
         SELECT FROM messages marked
          WHERE marked.conversation_id = mine.conversation_id AND marked.version > 0
            AND marked.changed_in >= $3::text::xid8 AND marked.seq > mine.joined_seq))
   ORDER BY mine.conversation_id
   LIMIT $4`;

/** Returns the conversations of a user that changed since a position, in the order of their ids. */
export function listChanged(
  sql: Sql,
  userId: string,
  { since, after }: SyncPosition,
  limit: number,
): Promise<ChangedConversation[]> {
  const values = [userId, after ?? null, since, limit];
  return sql.query('sync_changed', changedConversations, values);
}
