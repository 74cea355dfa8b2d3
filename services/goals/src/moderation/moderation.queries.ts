import type { Sql } from '@tribe/service-kit';
import type { SharedItem } from '../sharing/shared-item.queries';

interface ItemText {
  readonly ownerId: string;
  readonly text: string | null;
}

/** A comment and the check-in or reflection that it is about. */
export interface CommentOfItem {
  readonly id: string;
  readonly userId: string;
  readonly content: string;
  readonly version: bigint;
  readonly item: SharedItem;
}

interface CommentColumns {
  readonly id: string;
  readonly userId: string;
  readonly content: string;
  readonly version: bigint;
  readonly checkinId: string | null;
  readonly reflectionId: string | null;
}

/** The text of a check-in or reflection, and its author. */
export async function findItemText(
  sql: Sql,
  { itemType, itemId }: SharedItem,
): Promise<ItemText | undefined> {
  const [row] =
    itemType === 'checkin'
      ? await sql.query<ItemText>(
          'moderation_checkin_text',
          `SELECT user_id AS "ownerId", notes AS text FROM checkins WHERE id = $1::uuid AND deleted_at IS NULL`,
          [itemId],
        )
      : await sql.query<ItemText>(
          'moderation_reflection_text',
          `SELECT user_id AS "ownerId", content AS text FROM reflections WHERE id = $1::uuid`,
          [itemId],
        );

  return row;
}

/** Returns a comment on any check-in or reflection. */
export async function findCommentOfAny(
  sql: Sql,
  commentId: string,
): Promise<CommentOfItem | undefined> {
  const [row] = await sql.query<CommentColumns>(
    'moderation_comment',
    `SELECT id, user_id AS "userId", content, version, checkin_id AS "checkinId", reflection_id AS "reflectionId"
       FROM shared_comments WHERE id = $1::uuid`,
    [commentId],
  );

  if (!row) return undefined;
  const { checkinId, reflectionId, ...comment } = row;

  const item: SharedItem =
    checkinId === null
      ? { itemType: 'reflection', itemId: reflectionId ?? '' }
      : { itemType: 'checkin', itemId: checkinId };

  return { ...comment, item };
}
