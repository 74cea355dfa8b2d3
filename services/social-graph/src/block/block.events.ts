import { BlockSnapshottedSchema, UserBlockedSchema, UserUnblockedSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { BlockedUser } from '../generated/prisma/client';

export function userBlocked(row: BlockedUser): NewEvent {
  return eventOf(UserBlockedSchema, { ...entityOf(row), data: { block: messageOf(row) } });
}

export function userUnblocked(row: BlockedUser): NewEvent {
  return eventOf(UserUnblockedSchema, { ...entityOf(row), data: { block: messageOf(row) } });
}

export function blockSnapshotted(row: BlockedUser): NewEvent {
  const data = { block: messageOf(row), isActive: row.unblockedAt === null };
  return eventOf(BlockSnapshottedSchema, { ...entityOf(row), data });
}

function entityOf({ id, version }: BlockedUser) {
  return { entityId: id, entityVersion: version };
}

/** The reason is for the blocker alone: no event carries it. */
function messageOf({ id, blockerId, blockedId }: BlockedUser) {
  return { id, blockerId, blockedId };
}
