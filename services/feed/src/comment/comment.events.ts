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
}

export function postCommentAdded(comment: PostComment, answered: Answered, user: UserCard) {
  const { id, postId, parentId } = comment;
  return eventOf(PostCommentAddedSchema, {
    ...entity(comment),
    data: { comment: { id, postId, parentId: parentId ?? undefined, ...answered }, user },
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
