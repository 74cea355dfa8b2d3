import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { UserRegisteredSchema, UserSnapshottedSchema, UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { User } from '../generated/prisma/client';
import { localeMessage, privacyMessage } from './user-settings.events';
import { defaultSettings, type Settings } from './user-settings.rules';

export function userRegistered(user: User) {
  return eventOf(UserRegisteredSchema, {
    ...entity(user),
    data: {
      user: userCardMessage(user),
      registeredAt: timestampFromDate(user.createdAt),
      privacy: privacyMessage(defaultSettings),
      locale: localeMessage(defaultSettings),
    },
  });
}

export function userUpdated(user: User, settings: Settings) {
  return eventOf(UserUpdatedSchema, { ...entity(user), data: stateOf(user, settings) });
}

export function userSnapshotted(user: User, settings: Settings) {
  return eventOf(UserSnapshottedSchema, { ...entity(user), data: stateOf(user, settings) });
}

/** The `UserCard` of events and RPC. */
export function userCardMessage(
  user: Pick<User, 'id' | 'username' | 'fullName' | 'profileImageUrl'>,
) {
  return {
    id: user.id,
    username: user.username,
    fullName: user.fullName,
    profileImageUrl: user.profileImageUrl ?? undefined,
  };
}

function entity(user: User) {
  return { entityId: user.id, entityVersion: user.version };
}

function stateOf(user: User, settings: Settings) {
  return {
    user: userCardMessage(user),
    isActive: user.isActive,
    privacy: privacyMessage(settings),
    locale: localeMessage(settings),
  };
}
