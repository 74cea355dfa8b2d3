import { type UserCard, userView } from '@tribe/projections';
import type { ReactionRow } from './reaction.queries';
import type { SharedItem } from './shared-item.queries';

export function reactionView(
  row: ReactionRow,
  { itemType, itemId }: SharedItem,
  cards: ReadonlyMap<string, UserCard>,
) {
  return {
    item_type: itemType,
    item_id: itemId,
    emoji: row.emoji ?? '',
    user: userView(row.userId, cards),
    reacted_at: row.updatedAt,
  };
}
