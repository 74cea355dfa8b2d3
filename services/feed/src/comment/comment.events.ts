import {
  PostCommentAddedSchema,
  PostCommentDeletedSchema,
  PostCommentEditedSchema,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { PostComment } from './comment.queries';

/** The authors of what a comment answers. */
export interface Answered {
  readonly postAuthorId: string;
  readonly parentAuthorId: string | undefined;
  /** Whether the author of the answered comment sees the answer at this time. */
  readonly isNotified: boolean;
}

export function postCommentAdded(
  { id, postId, parentId, version }: PostComment,
  { isNotified, ...authors }: Answered,
  user: UserCard,
) {
  const isHiddenFromParentAuthor = !isNotified;
  const parent = { parentId: parentId ?? undefined, isHiddenFromParentAuthor };
  return eventOf(PostCommentAddedSchema, {
    ...entity({ id, version }),
    data: { comment: { id, postId, ...parent, ...authors }, user },
  });
}

export function postCommentEdited(comment: PostComment) {
  const { postId, userId } = comment;
  return eventOf(PostCommentEditedSchema, { ...entity(comment), data: { postId, userId } });
}

/** @param comment with the version after the deletion */
export function postCommentDeleted(
  comment: Pick<PostComment, 'id' | 'version' | 'postId' | 'userId'>,
): NewEvent {
  const { postId, userId } = comment;
  return eventOf(PostCommentDeletedSchema, { ...entity(comment), data: { postId, userId } });
}

function entity({ id, version }: { id: string; version: bigint }) {
  return { entityId: id, entityVersion: version };
}
