import { hiddenCondition } from '@tribe/projections';
import { countRows, newId, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { columnsOf, type SharedItem } from './shared-item.queries';

/** The reaction of a user to an item. `emoji` is null when it was removed. */
export interface ReactionRow {
  readonly id: string;
  readonly userId: string;
  readonly emoji: string | null;
  readonly version: bigint;
  readonly updatedAt: Date;
}

const columns = 'id, user_id AS "userId", emoji, version, updated_at AS "updatedAt"';

/** The reactions to the item $1, except those of users hidden from $2. */
const ofItem = `
  FROM shared_reactions r
 WHERE (checkin_id = $1::uuid OR reflection_id = $1::uuid) AND emoji IS NOT NULL
   AND NOT ${hiddenCondition('$2::uuid', 'r.user_id')}`;

export async function findReaction(
  sql: Sql,
  { itemId }: SharedItem,
  userId: string,
): Promise<ReactionRow | undefined> {
  const [row] = await sql.query<ReactionRow>(
    'shared_reaction_of_user',
    `SELECT ${columns} FROM shared_reactions
      WHERE (checkin_id = $1::uuid OR reflection_id = $1::uuid) AND user_id = $2::uuid`,
    [itemId, userId],
  );
  return row;
}

/** Writes the reaction of a user to a locked item, and returns it with its new version. */
export async function saveReaction(
  sql: Sql,
  item: SharedItem,
  reaction: { userId: string; emoji: string | null; known: ReactionRow | undefined; now: Date },
): Promise<ReactionRow> {
  const { userId, emoji, known, now } = reaction;
  const { checkinId, reflectionId } = columnsOf(item);

  const row = {
    id: known?.id ?? newId(),
    userId,
    emoji,
    version: (known?.version ?? 0n) + 1n,
    updatedAt: now,
  };

  await sql.execute(
    'shared_reaction_save',
    `INSERT INTO shared_reactions (id, checkin_id, reflection_id, user_id, emoji, version, created_at, updated_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7, $7)
     ON CONFLICT (id) DO UPDATE
       SET emoji = excluded.emoji, version = excluded.version, updated_at = excluded.updated_at`,
    [row.id, checkinId, reflectionId, userId, emoji, row.version, now],
  );

  return row;
}

/** Returns the reactions to an item that a viewer may see, newest first. */
export function listReactions(
  sql: Sql,
  { itemId, viewerId }: { itemId: string; viewerId: string },
  window: PageWindow,
): Promise<ReactionRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<ReactionRow>(
    'shared_reaction_page',
    `SELECT ${columns} ${ofItem} AND (updated_at, id) < ($3::timestamptz, $4::uuid)
      ORDER BY updated_at DESC, id DESC LIMIT $5 OFFSET $6`,
    [itemId, viewerId, at, id, window.limit, window.offset],
  );
}

export function countReactions(
  sql: Sql,
  { itemId, viewerId }: { itemId: string; viewerId: string },
): Promise<number> {
  const text = `SELECT count(*)::int AS total ${ofItem}`;
  return countRows(sql, 'shared_reaction_count', text, [itemId, viewerId]);
}
