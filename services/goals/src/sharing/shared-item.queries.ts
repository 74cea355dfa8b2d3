import type { Sql } from '@tribe/service-kit';

/** A check-in or a reflection. */
export interface SharedItem {
  readonly itemType: 'checkin' | 'reflection';
  readonly itemId: string;
}

export interface OwnedItem extends SharedItem {
  readonly ownerId: string;
  /** Whether its owner shares it with active partners. */
  readonly isShared: boolean;
  /** The system of a check-in and its title; null for a reflection. */
  readonly systemId: string | null;
  readonly title: string | null;
}

const checkin = `
  SELECT c.user_id AS "ownerId", s.shared_with_partner AS "isShared", s.id AS "systemId", s.title
    FROM checkins c
    JOIN systems s ON s.id = c.system_id AND s.deleted_at IS NULL
   WHERE c.id = $1::uuid AND c.deleted_at IS NULL`;

const reflection = `
  SELECT user_id AS "ownerId", shared_with_partner AS "isShared", NULL::uuid AS "systemId", NULL AS title
    FROM reflections r WHERE id = $1::uuid`;

/** Returns an item, unless it does not exist or was deleted. */
export async function findItem(sql: Sql, item: SharedItem): Promise<OwnedItem | undefined> {
  const [row] =
    item.itemType === 'checkin'
      ? await sql.query<OwnedItem>('shared_checkin', checkin, [item.itemId])
      : await sql.query<OwnedItem>('shared_reflection', reflection, [item.itemId]);

  return row && { ...item, ...row };
}

/** Like {@link findItem}, with the item locked. Every write to its reactions and comments starts here. */
export async function lockItem(sql: Sql, item: SharedItem): Promise<OwnedItem | undefined> {
  const [row] =
    item.itemType === 'checkin'
      ? await sql.query<OwnedItem>('shared_checkin_lock', `${checkin} FOR NO KEY UPDATE OF c`, [
          item.itemId,
        ])
      : await sql.query<OwnedItem>('shared_reflection_lock', `${reflection} FOR NO KEY UPDATE`, [
          item.itemId,
        ]);

  return row && { ...item, ...row };
}

/** Returns the columns that refer to an item. */
export function columnsOf({ itemType, itemId }: SharedItem) {
  const isCheckin = itemType === 'checkin';
  return { checkinId: isCheckin ? itemId : null, reflectionId: isCheckin ? null : itemId };
}
