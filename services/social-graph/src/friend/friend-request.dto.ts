import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';

export const sendFriendRequestBody = z
  .object({ user_id: id })
  .meta({ id: 'SendFriendRequestRequest' });
export type SendFriendRequestBody = z.infer<typeof sendFriendRequestBody>;

export const friendRequestParams = z.object({ requestId: id });
export type FriendRequestParams = z.infer<typeof friendRequestParams>;

export const listFriendRequestsQuery = pageQuery.extend({
  direction: z
    .enum(['incoming', 'outgoing'])
    .meta({ id: 'FriendRequestDirection' })
    .default('incoming'),
});
export type ListFriendRequestsQuery = z.infer<typeof listFriendRequestsQuery>;

export const friendRequestResponse = z
  .object({
    id,
    user_id: id.describe('The requester'),
    friend_id: id.describe('The addressee'),
    status: z
      .enum(['pending', 'accepted', 'declined', 'ended', 'cancelled'])
      .meta({ id: 'FriendRequestStatus' }),
    requested_at: z.iso.datetime(),
  })
  .meta({ id: 'FriendRequest' });
export type FriendRequestResponse = z.infer<typeof friendRequestResponse>;

export const listedFriendRequestResponse = friendRequestResponse
  .extend({ user: userCardResponse.describe('The other user: the requester or the addressee') })
  .meta({ id: 'ListedFriendRequest' });
export type ListedFriendRequestResponse = z.infer<typeof listedFriendRequestResponse>;

export const friendRequestListResponse = z
  .object({ requests: z.array(listedFriendRequestResponse), pagination: paginationResponse })
  .meta({ id: 'FriendRequestList' });
export type FriendRequestListResponse = z.infer<typeof friendRequestListResponse>;

export const sendRequestErrors = [
  errors.CANNOT_BEFRIEND_YOURSELF,
  errors.USER_NOT_FOUND,
  errors.ALREADY_FRIENDS,
  errors.FRIEND_REQUEST_EXISTS,
  errors.FRIEND_REQUEST_NOT_ALLOWED,
  errors.FRIEND_REQUEST_LIMIT_REACHED,
  errors.FRIEND_LIMIT_REACHED,
] as const;

export const acceptRequestErrors = [
  errors.FRIEND_REQUEST_NOT_FOUND,
  errors.FRIEND_REQUEST_NOT_PENDING,
  errors.FRIEND_LIMIT_REACHED,
] as const;
