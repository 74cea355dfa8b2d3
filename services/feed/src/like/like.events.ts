import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { PostLikeChangedSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';

/** A post or a comment that a user likes. */
export interface LikeTarget {
  readonly postId: string;
  /** Absent for the post itself. */
  readonly commentId: string | undefined;
  /** The author of the post or the comment. */
  readonly authorId: string;
  /** Whether the author sees the target and the user at this time. */
  readonly isNotified: boolean;
}

export interface ChangedLike {
  readonly id: string;
  readonly version: bigint;
  readonly isLiked: boolean;
  readonly at: Date;
}

export function postLikeChanged(
  like: ChangedLike,
  { postId, commentId, authorId, isNotified }: LikeTarget,
  user: Pick<UserCard, 'id'>,
): NewEvent {
  return eventOf(PostLikeChangedSchema, {
    entityId: like.id,
    entityVersion: like.version,
    data: {
      postId,
      commentId,
      authorId,
      user,
      isLiked: like.isLiked,
      changedAt: timestampFromDate(like.at),
      isHiddenFromAuthor: like.isLiked && !isNotified,
    },
  });
}
