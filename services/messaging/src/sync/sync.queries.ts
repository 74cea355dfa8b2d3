import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import type { SyncPosition } from './sync-cursors';

/** A conversation in which something has changed for a user. */
export interface ChangedConversation {
  readonly id: string;
  /** Whether the user is no longer a participant. */
  readonly has_left: boolean;
}

/**
 * Settings of other participants are theirs, so only their read marks count. A member who returns to a channel has left it
 * before.
 */
const changedConversations = `
  WITH mine AS (
    SELECT conversation_id, user_id, joined_seq, changed_in, false AS has_left
      FROM conversation_places WHERE user_id = $1::uuid
     UNION ALL
    SELECT conversation_id, user_id, joined_seq, changed_in, true
      FROM conversation_participants former
     WHERE user_id = $1::uuid AND left_at IS NOT NULL AND changed_in >= $3::text::xid8
       AND NOT EXISTS (
           SELECT FROM conversation_places place
            WHERE place.user_id = former.user_id AND place.conversation_id = former.conversation_id)
  )
  SELECT mine.conversation_id AS id, mine.has_left
    FROM mine
    LEFT JOIN conversations c ON c.id = mine.conversation_id
   WHERE mine.conversation_id > coalesce($2, '00000000-0000-0000-0000-000000000000')::uuid
     AND (mine.changed_in >= $3::text::xid8
      OR c.changed_in >= $3::text::xid8
      OR EXISTS (
         SELECT FROM conversation_participants reader
          WHERE reader.conversation_id = mine.conversation_id AND reader.read_in >= $3::text::xid8
            AND reader.left_at IS NULL AND NOT ${hiddenCondition('mine.user_id', 'reader.user_id')})
      OR EXISTS (
         SELECT FROM messages marked
          WHERE marked.conversation_id = mine.conversation_id AND marked.version > 0
            AND marked.changed_in >= $3::text::xid8 AND marked.seq > mine.joined_seq))
   ORDER BY mine.conversation_id
   LIMIT $4`;

/**
 * Returns the conversations of a user that changed since a position, in the order of their ids.
 *
 * @param sql in the name of the user
 */
export function listChanged(
  sql: Sql,
  userId: string,
  { since, after }: SyncPosition,
  limit: number,
): Promise<ChangedConversation[]> {
  const values = [userId, after ?? null, since, limit];
  return sql.query('sync_changed', changedConversations, values);
}
