import { type SharedItem, SharedItemType } from '@tribe/contracts';
import type { NotificationDraft } from './notification-drafts.rules';
import type { NotificationTypeName } from './notification-types';

export type GroupedType = Extract<NotificationTypeName, 'item_reaction' | 'item_comment'>;

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

/** Counts of new reactions or comments that are worth a push; others only change the list. */
const pushedCounts: ReadonlySet<number> = new Set([1, 5, 25, 100]);

export function isPushed(unseen: number): boolean {
  return pushedCounts.has(unseen);
}

export function groupTarget(type: GroupedType, item: SharedItem): GroupTarget {
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
  const isReaction = target.type === 'item_reaction';
  const verb = isReaction ? 'reacted to' : 'commented on';
  const more = others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`;

  return {
    ...target,
    title: isReaction ? 'New Reaction' : 'New Comment',
    message: `${actor.name}${more} ${verb} your ${itemOf(target)}`,
    actorId: actor.id,
    imageUrl: actor.imageUrl,
  };
}

function itemOf({ targetType, targetName }: GroupTarget): string {
  if (targetType === 'reflection') return 'reflection';
  return targetName === null ? 'check-in' : `check-in of "${targetName}"`;
}
