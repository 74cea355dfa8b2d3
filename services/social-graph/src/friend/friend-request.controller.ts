import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  acceptRequestErrors,
  sendRequestErrors,
  friendRequestListResponse,
  type FriendRequestParams,
  friendRequestParams,
  friendRequestResponse,
  type ListFriendRequestsQuery,
  listFriendRequestsQuery,
  type SendFriendRequestBody,
  sendFriendRequestBody,
} from './friend-request.dto';
import { FriendRequestService } from './friend-request.service';

@Controller('api/v1/friends/requests')
export class FriendRequestController {
  constructor(private readonly requests: FriendRequestService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Send a friend request',
    description:
      'If the other user has already sent you a request, you become friends and the status is `accepted`.',
    body: sendFriendRequestBody,
    response: friendRequestResponse,
    status: 201,
    errors: sendRequestErrors,
  })
  sendFriendRequest(@CurrentCaller() caller: Caller, @Body() { user_id }: SendFriendRequestBody) {
    return this.requests.sendRequest(caller, user_id);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List open friend requests, newest first',
    description:
      'The requester still sees a declined request as pending, because requesters are not notified of a decline.',
    query: listFriendRequestsQuery,
    response: friendRequestListResponse,
  })
  listFriendRequests(@CurrentCaller() caller: Caller, @Query() query: ListFriendRequestsQuery) {
    return this.requests.listRequests(caller, query);
  }

  @Put(':requestId/accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept a friend request',
    params: friendRequestParams,
    response: friendRequestResponse,
    errors: acceptRequestErrors,
  })
  acceptFriendRequest(
    @CurrentCaller() caller: Caller,
    @Param() { requestId }: FriendRequestParams,
  ) {
    return this.requests.acceptRequest(caller, requestId);
  }

  @Put(':requestId/decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline a friend request',
    description: 'The requester is not notified.',
    params: friendRequestParams,
    response: friendRequestResponse,
    errors: [errors.FRIEND_REQUEST_NOT_FOUND, errors.FRIEND_REQUEST_NOT_PENDING],
  })
  declineFriendRequest(
    @CurrentCaller() caller: Caller,
    @Param() { requestId }: FriendRequestParams,
  ) {
    return this.requests.declineRequest(caller, requestId);
  }

  @Delete(':requestId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Cancel a friend request',
    params: friendRequestParams,
    status: 204,
    errors: [errors.FRIEND_REQUEST_NOT_FOUND, errors.ALREADY_FRIENDS],
  })
  async cancelFriendRequest(
    @CurrentCaller() caller: Caller,
    @Param() { requestId }: FriendRequestParams,
  ): Promise<void> {
    await this.requests.cancelRequest(caller, requestId);
  }
}
