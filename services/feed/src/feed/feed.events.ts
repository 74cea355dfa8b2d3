import { FeedEntriesAddedSchema, FeedEntryKind } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { ActivityType } from '../generated/prisma/enums';

const kinds = {
  post: FeedEntryKind.POST,
  goal_update: FeedEntryKind.GOAL_UPDATE,
  achievement: FeedEntryKind.ACHIEVEMENT,
} as const;

export type EntryKind = keyof typeof kinds;

/** Returns the kind of the entry of an activity. */
export function entryKindOf(activityType: ActivityType): EntryKind {
  return activityType === 'achievement_earned' ? 'achievement' : 'goal_update';
}

/** For a batch of users, of which nothing else is known later. */
export function feedEntriesAdded(kind: EntryKind, userIds: readonly string[]) {
  const data = { kind: kinds[kind], userIds: [...userIds] };
  return eventOf(FeedEntriesAddedSchema, { entityId: newId(), entityVersion: 1n, data });
}
