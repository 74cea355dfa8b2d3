import type { UserPrivacy } from '@tribe/projections';
import { allow, dayMs, type Permission, refuse } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { secondsUntilAllowed, type SlidingLimit } from '../sliding-limit.rules';

/** How often a user may send the same user a friend request, whatever became of the requests. */
export const requestLimit: SlidingLimit = { times: 3, windowMs: 90 * dayMs };

/** The facts that decide whether a user may send a friend request to a user without a friendship or pending request. */
export interface NewRequest {
  /** The privacy settings of the addressee. */
  readonly privacy: Pick<UserPrivacy, 'profileVisibility' | 'whoCanSendFriendRequests'>;
  readonly addresseeHasFriends: boolean;
  readonly haveMutualFriend: boolean;
  /** How many friends the requester has. */
  readonly friends: number;
  /** How many requests of the requester are pending, or look pending to the requester. */
  readonly openRequests: number;
  /** When the requester sent the addressee a request within the window of {@link requestLimit}, oldest first. */
  readonly sentAt: readonly Date[];
}

/** Limits per user. */
export interface FriendLimits {
  readonly friends: number;
  readonly openRequests: number;
}

export function friendLimitsIn(config: SocialGraphConfig): FriendLimits {
  return { friends: config.FRIEND_LIMIT, openRequests: config.OPEN_REQUEST_LIMIT };
}

/** Whether a user may send another user a friend request. */
export function decideNewRequest(request: NewRequest, limits: FriendLimits, now: Date): Permission {
  const privacy = decideRequestPrivacy(request);
  if (privacy.kind === 'refuse') return privacy;
  if (request.friends >= limits.friends || request.openRequests >= limits.openRequests)
    return refuse(errors.FRIEND_LIMIT_REACHED);
  const wait = secondsUntilAllowed(request.sentAt, requestLimit, now);
  if (wait === undefined) return allow;

  return refuse(errors.FRIEND_REQUEST_LIMIT_REACHED, { retryAfterSeconds: wait });
}

/** Whether the settings of the addressee allow the friend request. */
export function decideRequestPrivacy({
  privacy,
  addresseeHasFriends,
  haveMutualFriend,
}: Pick<NewRequest, 'privacy' | 'addresseeHasFriends' | 'haveMutualFriend'>): Permission {
  // Any other answer would tell a stranger that an account with a private profile exists.
  if (privacy.profileVisibility === 'private') return refuse(errors.USER_NOT_FOUND);
  switch (privacy.whoCanSendFriendRequests) {
    case 'everyone':
      return allow;
    case 'friends_of_friends':
      // Everyone may ask a user without friends: otherwise that user would never get any.
      return haveMutualFriend || !addresseeHasFriends
        ? allow
        : refuse(errors.FRIEND_REQUEST_NOT_ALLOWED);
    case 'no_one':
      return refuse(errors.FRIEND_REQUEST_NOT_ALLOWED);
  }
}
