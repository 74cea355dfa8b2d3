import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  SharedCommentDeletedSchema,
  SharedCommentEditedSchema,
  SharedItemCommentedSchema,
  SharedItemReactedSchema,
  SharedItemType,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { CommentRow } from './comment.queries';
import type { ReactionRow } from './reaction.queries';
import type { OwnedItem } from './shared-item.queries';

export function sharedItemReacted(
  row: ReactionRow,
  item: OwnedItem,
  user: Pick<UserCard, 'id'>,
): NewEvent {
  return eventOf(SharedItemReactedSchema, {
    ...entity(row),
    data: {
      item: messageOf(item),
      user,
      emoji: row.emoji ?? undefined,
      reactedAt: timestampFromDate(row.updatedAt),
    },
  });
}

export function sharedItemCommented(row: CommentRow, item: OwnedItem, user: UserCard): NewEvent {
  return eventOf(SharedItemCommentedSchema, {
    ...entity(row),
    data: { item: messageOf(item), user },
  });
}

export function sharedCommentEdited(row: CommentRow, item: OwnedItem): NewEvent {
  return eventOf(SharedCommentEditedSchema, {
    ...entity(row),
    data: { item: messageOf(item), userId: row.userId },
  });
}

/** @param row with the version after the deletion */
export function sharedCommentDeleted(row: Pick<CommentRow, 'id' | 'version' | 'userId'>): NewEvent {
  return eventOf(SharedCommentDeletedSchema, { ...entity(row), data: { userId: row.userId } });
}

function entity({ id, version }: { id: string; version: bigint }) {
  return { entityId: id, entityVersion: version };
}

function messageOf({ itemType, itemId, ownerId, systemId, title }: OwnedItem) {
  const type = itemType === 'checkin' ? SharedItemType.CHECKIN : SharedItemType.REFLECTION;
  return {
    type,
    id: itemId,
    ownerId,
    systemId: systemId ?? undefined,
    title: title ?? undefined,
  };
}
