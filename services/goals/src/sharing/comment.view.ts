import { type UserCard, userView } from '@tribe/projections';
import type { CommentRow } from './comment.queries';
import type { SharedItem } from './shared-item.queries';

export function commentView(
  row: CommentRow,
  { itemType, itemId }: SharedItem,
  cards: ReadonlyMap<string, UserCard>,
) {
  return {
    id: row.id,
    item_type: itemType,
    item_id: itemId,
    user: userView(row.userId, cards),
    content: row.content,
    edited_at: row.editedAt,
    created_at: row.createdAt,
  };
}
