import {
  FriendRequestAudience,
  MessageAudience,
  ProfileVisibility,
  type UserPrivacy as PrivacyOfEvents,
} from '@tribe/contracts';

/** The privacy settings of a user, with the values of the API. */
export interface UserPrivacy {
  readonly profileVisibility: 'everyone' | 'friends_only' | 'private';
  readonly onlineStatusVisible: boolean;
  readonly appearInSuggestions: boolean;
  readonly whoCanSendFriendRequests: 'everyone' | 'friends_of_friends' | 'no_one';
  readonly whoCanSendMessages: 'everyone' | 'friends_only';
  /** Whether friends invite the user to goals instead of adding them. */
  readonly askBeforeAddingToGoals: boolean;
}

/** The settings of a user who never changed them. */
export const defaultUserPrivacy: UserPrivacy = {
  profileVisibility: 'friends_only',
  onlineStatusVisible: true,
  appearInSuggestions: true,
  whoCanSendFriendRequests: 'friends_of_friends',
  whoCanSendMessages: 'friends_only',
  askBeforeAddingToGoals: false,
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

/**
 * Returns the defaults when an event of an older release has no settings, and the most private value for an unknown
 * one.
 */
export function userPrivacyOf(privacy: PrivacyOfEvents | undefined): UserPrivacy {
  if (!privacy) return defaultUserPrivacy;
  return {
    profileVisibility: visibilities[privacy.profileVisibility] ?? 'private',
    onlineStatusVisible: privacy.onlineStatusVisible,
    appearInSuggestions: privacy.appearInSuggestions,
    whoCanSendFriendRequests: audiences[privacy.whoCanSendFriendRequests] ?? 'no_one',
    whoCanSendMessages: senders[privacy.whoCanSendMessages] ?? 'friends_only',
    askBeforeAddingToGoals: privacy.askBeforeAddingToGoals,
  };
}
