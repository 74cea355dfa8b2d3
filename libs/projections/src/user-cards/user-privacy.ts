import {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  type UserPrivacy as PrivacyOfEvents,
} from '@tribe/contracts';

/** What a person lets others see and do, in the words of the API. */
export interface UserPrivacy {
  readonly profileVisibility: 'everyone' | 'friends_only' | 'private';
  readonly onlineStatusVisible: boolean;
  readonly appearInSuggestions: boolean;
  readonly whoCanSendFriendRequests: 'everyone' | 'friends_of_friends' | 'no_one';
  readonly whoCanSendMessages: 'everyone' | 'friends_only';
}

/** What holds for a person who never changed anything. */
export const defaultUserPrivacy: UserPrivacy = {
  profileVisibility: 'friends_only',
  onlineStatusVisible: true,
  appearInSuggestions: true,
  whoCanSendFriendRequests: 'friends_of_friends',
  whoCanSendMessages: 'friends_only',
};

const visibilities = {
  [ProfileVisibility.UNSPECIFIED]: defaultUserPrivacy.profileVisibility,
  [ProfileVisibility.EVERYONE]: 'everyone',
  [ProfileVisibility.FRIENDS_ONLY]: 'friends_only',
  [ProfileVisibility.PRIVATE]: 'private',
} as const satisfies Record<ProfileVisibility, UserPrivacy['profileVisibility']>;

const audiences = {
  [FriendRequestAudience.UNSPECIFIED]: defaultUserPrivacy.whoCanSendFriendRequests,
  [FriendRequestAudience.EVERYONE]: 'everyone',
  [FriendRequestAudience.FRIENDS_OF_FRIENDS]: 'friends_of_friends',
  [FriendRequestAudience.NO_ONE]: 'no_one',
} as const satisfies Record<FriendRequestAudience, UserPrivacy['whoCanSendFriendRequests']>;

const senders = {
  [MessageAudience.UNSPECIFIED]: defaultUserPrivacy.whoCanSendMessages,
  [MessageAudience.EVERYONE]: 'everyone',
  [MessageAudience.FRIENDS_ONLY]: 'friends_only',
} as const satisfies Record<MessageAudience, UserPrivacy['whoCanSendMessages']>;

/** Events of older releases carry none, and those of newer ones may know words that this one does not: never less private. */
export function userPrivacyOf(privacy: PrivacyOfEvents | undefined): UserPrivacy {
  if (!privacy) return defaultUserPrivacy;
  return {
    profileVisibility: visibilities[privacy.profileVisibility] ?? 'private',
    onlineStatusVisible: privacy.onlineStatusVisible,
    appearInSuggestions: privacy.appearInSuggestions,
    whoCanSendFriendRequests: audiences[privacy.whoCanSendFriendRequests] ?? 'no_one',
    whoCanSendMessages: senders[privacy.whoCanSendMessages] ?? 'friends_only',
  };
}
