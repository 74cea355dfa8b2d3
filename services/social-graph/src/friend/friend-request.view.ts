import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type { FriendRequestResponse, ListedFriendRequestResponse } from './friend-request.dto';
import type { FriendRequestRow } from './friend-request.queries';
import { requestStatusSeenBy } from './friendship.rules';

/** A friend request as the requester or the addressee may see it. */
export function friendRequestView(
  request: FriendRequestRow,
  viewerId: string,
): FriendRequestResponse {
  return {
    id: request.id,
    user_id: request.requesterId,
    friend_id: request.addresseeId,
    status: requestStatusSeenBy(viewerId, request),
    requested_at: request.requestedAt.toISOString(),
  };
}

/** A friend request in a list, with the card of the other user. */
export function listedFriendRequestView(
  request: FriendRequestRow,
  viewerId: string,
  otherUser: UserCard,
): ListedFriendRequestResponse {
  return { ...friendRequestView(request, viewerId), user: userCardView(otherUser) };
}
