import { FeedEntriesAddedSchema, FeedEntryKind } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';

const kinds = { post: FeedEntryKind.POST } as const;

export type EntryKind = keyof typeof kinds;

/** For a batch of users, of which nothing else is known later. */
export function feedEntriesAdded(kind: EntryKind, userIds: readonly string[]) {
  const data = { kind: kinds[kind], userIds: [...userIds] };
  return eventOf(FeedEntriesAddedSchema, { entityId: newId(), entityVersion: 1n, data });
}
