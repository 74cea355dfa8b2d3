import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';

/**
 * Returns the ids of those of the users that a sender can mention, by username in lower case: other participants who see the
 * message and are not hidden from the sender.
 *
 * @param seq the number of the message; undefined for a new one
 */
export async function findMentionable(
  sql: Sql,
  { conversationId, senderId, seq }: { conversationId: string; senderId: string; seq?: bigint },
  usernames: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ username: string; user_id: string }>(
    'mentionable',
    `SELECT lower(card.username) AS username, card.user_id
       FROM (SELECT user_id FROM conversation_participants
              WHERE conversation_id = $1::uuid AND left_at IS NULL AND ($3::bigint IS NULL OR joined_seq < $3)
              UNION
             SELECT member.user_id
               FROM conversations c JOIN team_members member ON member.team_id = c.team_id
              WHERE c.id = $1::uuid AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles))) p
       JOIN user_cards card ON card.user_id = p.user_id AND card.is_active
      WHERE p.user_id <> $2::uuid AND lower(card.username) = ANY($4::text[])
        AND NOT ${hiddenCondition('$2::uuid', 'p.user_id')}`,
    [conversationId, senderId, seq ?? null, usernames],
  );

  return new Map(rows.map(({ username, user_id }) => [username, user_id]));
}
