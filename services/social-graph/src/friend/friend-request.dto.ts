import type { UserCard } from '@tribe/projections';
import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { type FriendshipState, statusSeenBy } from './friendship.rules';
import { userCardResponse, userCardView } from './user-card.dto';

/** Ids are compared as text in the rules, so they are brought to the form in which they are stored. */
export const sendFriendRequestBody = z.object({ user_id: z.uuid().toLowerCase() });
export type SendFriendRequestBody = z.infer<typeof sendFriendRequestBody>;

export const friendRequestParams = z.object({ requestId: z.uuid() });
export type FriendRequestParams = z.infer<typeof friendRequestParams>;

export const listFriendRequestsQuery = pageQuery.extend({
  direction: z.enum(['incoming', 'outgoing']).default('incoming'),
});
export type ListFriendRequestsQuery = z.infer<typeof listFriendRequestsQuery>;

export const friendRequestResponse = z.object({
  id: z.uuid(),
  user_id: z.uuid().describe('Who asked'),
  friend_id: z.uuid().describe('Who was asked'),
  status: z.enum(['pending', 'accepted', 'declined', 'ended', 'cancelled']),
  requested_at: z.iso.datetime(),
});
export type FriendRequestResponse = z.infer<typeof friendRequestResponse>;

export const listedFriendRequest = friendRequestResponse.extend({
  user: userCardResponse.describe('The other of the two'),
});
export const friendRequestListResponse = z.object({
  requests: z.array(listedFriendRequest),
  pagination: paginationResponse,
});
export type FriendRequestListResponse = z.infer<typeof friendRequestListResponse>;

/** A request as one of the two may see it. */
export type VisibleFriendRequest = FriendshipState & {
  readonly id: string;
  readonly requestedAt: Date;
};

export function friendRequestView(
  request: VisibleFriendRequest,
  viewerId: string,
): FriendRequestResponse {
  return {
    id: request.id,
    user_id: request.requesterId,
    friend_id: request.addresseeId,
    status: statusSeenBy(request, viewerId),
    requested_at: request.requestedAt.toISOString(),
  };
}

export function listedFriendRequestView(
  request: VisibleFriendRequest,
  viewerId: string,
  other: UserCard,
) {
  return { ...friendRequestView(request, viewerId), user: userCardView(other) };
}

export const askErrors = [
  errors.CANNOT_BEFRIEND_YOURSELF,
  errors.USER_NOT_FOUND,
  errors.ALREADY_FRIENDS,
  errors.FRIEND_REQUEST_EXISTS,
  errors.FRIEND_REQUEST_NOT_ALLOWED,
  errors.FRIEND_REQUEST_LIMIT_REACHED,
  errors.FRIEND_LIMIT_REACHED,
] as const;

export const acceptErrors = [
  errors.FRIEND_REQUEST_NOT_FOUND,
  errors.FRIEND_REQUEST_NOT_PENDING,
  errors.FRIEND_LIMIT_REACHED,
] as const;
