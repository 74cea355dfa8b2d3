import {
  PostCreatedSchema,
  PostDeletedSchema,
  PostSnapshottedSchema,
  PostType,
  PostUpdatedSchema,
  PostVisibility,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type * as db from '../generated/prisma/enums';
import type { Post } from './post.queries';

const types: Record<db.PostType, PostType> = {
  photo: PostType.PHOTO,
  video: PostType.VIDEO,
  text: PostType.TEXT,
};
const visibilities: Record<db.PostVisibility, PostVisibility> = {
  public: PostVisibility.PUBLIC,
  friends: PostVisibility.FRIENDS,
  private: PostVisibility.PRIVATE,
};

export function postCreated(post: Post) {
  return eventOf(PostCreatedSchema, { ...entity(post), data: { post: postMessage(post) } });
}

export function postUpdated(post: Post) {
  return eventOf(PostUpdatedSchema, { ...entity(post), data: { post: postMessage(post) } });
}

/** @param post with the version after the deletion */
export function postDeleted(post: Pick<Post, 'id' | 'version' | 'authorId'>) {
  const data = { postId: post.id, authorId: post.authorId };
  return eventOf(PostDeletedSchema, { ...entity(post), data });
}

export function postSnapshotted(post: Post) {
  return eventOf(PostSnapshottedSchema, { ...entity(post), data: { post: postMessage(post) } });
}

function entity({ id, version }: { id: string; version: bigint }) {
  return { entityId: id, entityVersion: version };
}

function postMessage(post: Post) {
  const { id, authorId, postType, visibility, goalId, publishedAt, archivedAt } = post;
  return {
    id,
    authorId,
    type: types[postType],
    visibility: visibilities[visibility],
    goalId: goalId ?? undefined,
    isShown: publishedAt !== null && archivedAt === null && visibility !== 'private',
  };
}
