import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { UserRegisteredSchema, UserSnapshottedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { User } from '../generated/prisma/client';

export function userRegistered(user: User) {
  return eventOf(UserRegisteredSchema, {
    entityId: user.id,
    entityVersion: user.version,
    data: { user: toUserCard(user), registeredAt: timestampFromDate(user.createdAt) },
  });
}

export function userSnapshotted(user: User) {
  return eventOf(UserSnapshottedSchema, {
    entityId: user.id,
    entityVersion: user.version,
    data: { user: toUserCard(user), isActive: user.isActive },
  });
}

/** A card as events and RPC carry it. */
export function toUserCard(user: Pick<User, 'id' | 'username' | 'fullName' | 'profileImageUrl'>) {
  return {
    id: user.id,
    username: user.username,
    fullName: user.fullName,
    profileImageUrl: user.profileImageUrl ?? undefined,
  };
}
