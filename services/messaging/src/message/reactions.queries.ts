import { hiddenCondition } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';

/** How many users have reacted to a message with an emoji. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly isOwn: boolean;
}

interface ReactionRow {
  message_id: string;
  emoji: string;
  count: number;
  is_own: boolean;
}

/** Returns the reactions to messages without those of users hidden from the viewer, the oldest emoji first. */
export async function listReactions(
  sql: Sql,
  viewerId: string,
  messageIds: readonly string[],
): Promise<Map<string, Reaction[]>> {
  const rows = await sql.query<ReactionRow>(
    'reactions',
    `SELECT message_id, emoji, count(*)::int AS count, bool_or(user_id = $1::uuid) AS is_own
       FROM message_reactions
      WHERE message_id = ANY($2::uuid[]) AND NOT ${hiddenCondition('$1::uuid', 'user_id')}
      GROUP BY message_id, emoji
      ORDER BY message_id, min(created_at), emoji`,
    [viewerId, messageIds],
  );

  const byMessage = Map.groupBy(rows, (row) => row.message_id);

  return new Map([...byMessage].map(([id, group]) => [id, group.map(toReaction)]));
}

function toReaction({ emoji, count, is_own }: ReactionRow): Reaction {
  return { emoji, count, isOwn: is_own };
}
