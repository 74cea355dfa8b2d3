import type { UsersMentioned } from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import { nameOf } from './notification-text.rules';

export function draftMentions(event: UsersMentioned): NotificationDraft[] {
  const { postId, commentId, user, userIds } = event;
  const isComment = commentId !== undefined;

  return userIds.map((userId) => ({
    title: 'New Mention',
    message: `${nameOf(user)} mentioned you in a ${isComment ? 'comment' : 'post'}`,
    userId,
    type: isComment ? 'comment_mention' : 'post_mention',
    actorId: user?.id ?? null,
    targetType: isComment ? 'post_comment' : 'post',
    targetId: commentId ?? postId,
    targetName: null,
    imageUrl: user?.profileImageUrl ?? null,
    actionUrl: `/posts/${postId}`,
  }));
}
