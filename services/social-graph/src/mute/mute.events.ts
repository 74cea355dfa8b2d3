import { MuteSnapshottedSchema, UserMutedSchema, UserUnmutedSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { MutedUser } from '../generated/prisma/client';

export function userMuted(row: MutedUser): NewEvent {
  return eventOf(UserMutedSchema, { ...entityOf(row), data: { mute: messageOf(row) } });
}

export function userUnmuted(row: MutedUser): NewEvent {
  return eventOf(UserUnmutedSchema, { ...entityOf(row), data: { mute: messageOf(row) } });
}

export function muteSnapshotted(row: MutedUser): NewEvent {
  const data = { mute: messageOf(row), isActive: row.unmutedAt === null };
  return eventOf(MuteSnapshottedSchema, { ...entityOf(row), data });
}

function entityOf({ id, version }: MutedUser) {
  return { entityId: id, entityVersion: version };
}

function messageOf({ id, muterId, mutedId }: MutedUser) {
  return { id, muterId, mutedId };
}
