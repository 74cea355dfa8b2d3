import type { UsersMentioned } from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import { nameOf, textOf } from './notification-text.rules';

export function draftMentions(event: UsersMentioned): NotificationDraft[] {
  const { postId, commentId, user, userIds } = event;
  const isComment = commentId !== undefined;

  return userIds.map((userId) => ({
    text: textOf(isComment ? 'commentMention' : 'postMention', { name: nameOf(user) }),
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
