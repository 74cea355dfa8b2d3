import { type SharedItem, SharedItemType, type UserCard } from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import { counted, filled, type Language, nameOf, type TextIn } from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';
import type { NotificationTexts } from './texts/notification.texts';

/** Types with one notification for all that was done to a target, with the texts that say what was done. */
const texts = {
  item_reaction: 'reaction',
  item_comment: 'comment',
  post_like: 'like',
  post_comment: 'comment',
  comment_like: 'like',
  comment_reply: 'reply',
} as const satisfies Partial<Record<NotificationTypeName, keyof NotificationTexts>>;

export type GroupedType = keyof typeof texts;
export const groupedTypes = Object.keys(texts) as readonly GroupedType[];

/** The target of a grouped notification and its recipient. */
export type GroupTarget = Pick<
  NotificationDraft,
  'userId' | 'targetType' | 'targetId' | 'targetName' | 'actionUrl'
> & { readonly type: GroupedType };

/** A user who reacted or commented, by the name at that time, which is empty for a user without a name. */
export interface GroupActor {
  readonly id: string;
  readonly name: string;
  readonly imageUrl: string | null;
}

export function actorOf(user: UserCard): GroupActor {
  return { id: user.id, name: user.fullName, imageUrl: user.profileImageUrl ?? null };
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
  return {
    ...target,
    text: groupText(target, actor, others),
    actorId: actor.id,
    imageUrl: actor.imageUrl,
  };
}

function groupText(target: GroupTarget, { name }: GroupActor, count: number): TextIn {
  return (language) => {
    const { title, alone, together } = language.texts[texts[target.type]];
    const others = counted(language.texts.others, count);

    const values = {
      name: nameOf({ fullName: name }),
      others: filled(language, others, { count: String(count) }),
      item: itemOf(target),
    };

    return { title, message: filled(language, count === 0 ? alone : together, values) };
  };
}

const itemOf =
  ({ targetType, targetName }: GroupTarget) =>
  (language: Language): string => {
    const { items } = language.texts;
    if (targetType === 'post_comment') return items.comment;
    if (targetType === 'reflection') return items.reflection;
    if (targetType === 'post') return items.post;
    if (targetName === null) return items.checkin;

    return filled(language, items.titledCheckin, { title: targetName });
  };
