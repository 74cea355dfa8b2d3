import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { UserRegisteredSchema, UserSnapshottedSchema, UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { User } from '../generated/prisma/client';
import { type Settings, defaultSettings } from '../settings/settings.rules';
import { toUserLocale, toUserPrivacy } from './user-settings.events';

export function userRegistered(user: User) {
  return eventOf(UserRegisteredSchema, {
    entityId: user.id,
    entityVersion: user.version,
    data: {
      user: toUserCard(user),
      registeredAt: timestampFromDate(user.createdAt),
      privacy: toUserPrivacy(defaultSettings),
      locale: toUserLocale(defaultSettings),
    },
  });
}

export function userUpdated(user: User, settings: Settings) {
  return eventOf(UserUpdatedSchema, {
    entityId: user.id,
    entityVersion: user.version,
    data: stateOf(user, settings),
  });
}

export function userSnapshotted(user: User, settings: Settings) {
  return eventOf(UserSnapshottedSchema, {
    entityId: user.id,
    entityVersion: user.version,
    data: stateOf(user, settings),
  });
}

function stateOf(user: User, settings: Settings) {
  return {
    user: toUserCard(user),
    isActive: user.isActive,
    privacy: toUserPrivacy(settings),
    locale: toUserLocale(settings),
  };
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
