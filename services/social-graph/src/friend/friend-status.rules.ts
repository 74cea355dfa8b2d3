import type { Permission } from '@tribe/service-kit';
import { decideRequest, type FriendshipState } from './friendship.rules';

export const seenFriendshipStatuses = [
  'self',
  'none',
  'request_sent',
  'request_received',
  'friends',
] as const;
/** The friendship of a viewer and a user, as the viewer may know it. */
export type SeenFriendshipStatus = (typeof seenFriendshipStatuses)[number];

/** A declined request is still a sent request to the requester, and no request to the addressee. */
export function friendshipStatusSeenBy(
  viewerId: string,
  userId: string,
  friendship: FriendshipState | undefined,
): SeenFriendshipStatus {
  if (viewerId === userId) return 'self';
  const isRequester = friendship?.requesterId === viewerId;
  switch (friendship?.status) {
    case 'accepted':
      return 'friends';
    case 'pending':
      return isRequester ? 'request_sent' : 'request_received';
    case 'declined':
      return isRequester ? 'request_sent' : 'none';
    case 'ended':
    case 'cancelled':
    case undefined:
      return 'none';
  }
}

/**
 * Whether a friend request of the viewer would be sent or, when the other user sent one before, make them friends.
 *
 * @param newRequest what `decideNewRequest` says
 */
export function canSendRequest(
  viewerId: string,
  userId: string,
  friendship: FriendshipState | undefined,
  newRequest: Permission,
): boolean {
  if (viewerId === userId) return false;
  const decision = decideRequest(friendship, viewerId);
  if (decision.kind === 'refuse') return false;

  return decision.to === 'accepted' || newRequest.kind !== 'refuse';
}
