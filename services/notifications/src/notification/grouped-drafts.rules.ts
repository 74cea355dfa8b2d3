import { type SharedItem, SharedItemType, type UserCard } from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import { nameOf } from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';

/** Types with one notification for all that was done to a target: what was done, and the title. */
const phrases = {
  item_reaction: { verb: 'reacted to', title: 'New Reaction' },
  item_comment: { verb: 'commented on', title: 'New Comment' },
  post_like: { verb: 'liked', title: 'New Like' },
  post_comment: { verb: 'commented on', title: 'New Comment' },
  comment_like: { verb: 'liked', title: 'New Like' },
  comment_reply: { verb: 'replied to', title: 'New Reply' },
} as const satisfies Partial<Record<NotificationTypeName, { verb: string; title: string }>>;

export type GroupedType = keyof typeof phrases;
export const groupedTypes = Object.keys(phrases) as readonly GroupedType[];

/** The target of a grouped notification and its recipient. */
export type GroupTarget = Pick<
  NotificationDraft,
  'userId' | 'targetType' | 'targetId' | 'targetName' | 'actionUrl'
> & { readonly type: GroupedType };

/** A user who reacted or commented, by the name at that time. */
export interface GroupActor {
  readonly id: string;
  readonly name: string;
  readonly imageUrl: string | null;
}

export function actorOf(user: UserCard): GroupActor {
  return { id: user.id, name: nameOf(user), imageUrl: user.profileImageUrl ?? null };
}

/** Counts of new reactions or comments that are worth a push; others only change the list. */
const pushedCounts: ReadonlySet<number> = new Set([1, 5, 25, 100]);

export function isPushed(unseen: number): boolean {
  return pushedCounts.has(unseen);
}

export function groupTarget(
  type: Extract<GroupedType, 'item_reaction' | 'item_comment'>,
  item: SharedItem,
): GroupTarget {
  const isCheckin = item.type === SharedItemType.CHECKIN;
  return {
    userId: item.ownerId,
    type,
    targetType: isCheckin ? 'checkin' : 'reflection',
    targetId: item.id,
    targetName: item.title ?? null,
    actionUrl: item.systemId === undefined ? '/reflections' : `/systems/${item.systemId}`,
  };
}

/** A post, or a comment on it, that a user likes or answers. */
export interface PostTarget {
  readonly authorId: string;
  readonly postId: string;
  /** Undefined for the post itself. */
  readonly commentId: string | undefined;
}

export const postUrl = (postId: string) => `/posts/${postId}`;

export function postTarget(what: 'like' | 'answer', target: PostTarget): GroupTarget {
  const { authorId, postId, commentId } = target;
  const ofPost = what === 'like' ? 'post_like' : 'post_comment';
  const ofComment = what === 'like' ? 'comment_like' : 'comment_reply';

  return {
    userId: authorId,
    type: commentId === undefined ? ofPost : ofComment,
    targetType: commentId === undefined ? 'post' : 'post_comment',
    targetId: commentId ?? postId,
    targetName: null,
    actionUrl: postUrl(postId),
  };
}

/**
 * One notification for all reactions to an item, or all comments on it.
 *
 * @param actor the user who acted last
 * @param others the number of other users who acted
 */
export function draftGroup(
  target: GroupTarget,
  actor: GroupActor,
  others: number,
): NotificationDraft {
  const { verb, title } = phrases[target.type];
  const more = others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`;

  return {
    ...target,
    title,
    message: `${actor.name}${more} ${verb} your ${itemOf(target)}`,
    actorId: actor.id,
    imageUrl: actor.imageUrl,
  };
}

function itemOf({ targetType, targetName }: GroupTarget): string {
  if (targetType === 'post_comment') return 'comment';
  if (targetType !== 'checkin') return targetType;
  return targetName === null ? 'check-in' : `check-in of "${targetName}"`;
}
