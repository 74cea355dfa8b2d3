import { type Change, change, type Decision, keep, type Refusal, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** The status of a pair of users. A pair has one row for requests in both directions. */
export type FriendshipStatus = 'pending' | 'accepted' | 'declined' | 'ended' | 'cancelled';

/** The state of the row of a pair. */
export interface FriendshipState {
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly status: FriendshipStatus;
}

/**
 * Decides what a friend request of the caller to the other user of the pair does.
 *
 * A decline is never shown to the requester: to the requester, a declined request behaves like a pending request. When the
 * addressee who declined sends a request back, the first request still stands, and the two become friends.
 */
export function decideRequest(
  friendship: FriendshipState | undefined,
  callerId: string,
): Change<FriendshipStatus> | Refusal {
  switch (friendship?.status) {
    case 'accepted':
      return refuse(errors.ALREADY_FRIENDS);
    case 'pending':
    case 'declined':
      return friendship.requesterId === callerId
        ? refuse(errors.FRIEND_REQUEST_EXISTS)
        : change('accepted');
    case 'ended':
    case 'cancelled':
    case undefined:
      return change('pending');
  }
}

/** Decides what accepting the request does. To every user but the addressee, the request does not exist. */
export function decideAccept(
  friendship: FriendshipState,
  callerId: string,
): Decision<FriendshipStatus> {
  if (!isRequestTo(callerId, friendship)) return refuse(errors.FRIEND_REQUEST_NOT_FOUND);
  if (friendship.status === 'accepted') return keep;
  return friendship.status === 'pending'
    ? change('accepted')
    : refuse(errors.FRIEND_REQUEST_NOT_PENDING);
}

/** Decides what declining the request does. To every user but the addressee, the request does not exist. */
export function decideDecline(
  friendship: FriendshipState,
  callerId: string,
): Decision<FriendshipStatus> {
  if (!isRequestTo(callerId, friendship)) return refuse(errors.FRIEND_REQUEST_NOT_FOUND);
  if (friendship.status === 'declined') return keep;
  return friendship.status === 'pending'
    ? change('declined')
    : refuse(errors.FRIEND_REQUEST_NOT_PENDING);
}

/** Decides what canceling the request does. A declined request is cancelled like a pending request. */
export function decideCancel(
  { requesterId, status }: FriendshipState,
  callerId: string,
): Decision<FriendshipStatus> {
  if (requesterId !== callerId || status === 'ended')
    return refuse(errors.FRIEND_REQUEST_NOT_FOUND);
  if (status === 'cancelled') return keep;
  return status === 'accepted' ? refuse(errors.ALREADY_FRIENDS) : change('cancelled');
}

/** Decides what ending the friendship does, by either friend. Without a friendship, nothing happens. */
export function decideEnd(friendship: FriendshipState | undefined): Decision<FriendshipStatus> {
  return friendship?.status === 'accepted' ? change('ended') : keep;
}

/**
 * Decides what a block does to the friendship of the pair. A request ends as if it had been cancelled, so that the requester
 * does not learn why.
 */
export function decideBlock(friendship: FriendshipState | undefined): Decision<FriendshipStatus> {
  switch (friendship?.status) {
    case 'accepted':
      return change('ended');
    case 'pending':
    case 'declined':
      return change('cancelled');
    case 'ended':
    case 'cancelled':
    case undefined:
      return keep;
  }
}

/** The status of a request as one of the two may know it: the requester does not learn that it was declined. */
export function requestStatusSeenBy(
  viewerId: string,
  { requesterId, status }: FriendshipState,
): FriendshipStatus {
  return status === 'declined' && requesterId === viewerId ? 'pending' : status;
}

function isRequestTo(callerId: string, { addresseeId, status }: FriendshipState): boolean {
  return addresseeId === callerId && status !== 'cancelled' && status !== 'ended';
}
