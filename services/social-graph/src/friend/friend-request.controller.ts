import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { FriendRequestListService } from './friend-request-list.service';
import {
  acceptErrors,
  askErrors,
  friendRequestListResponse,
  type FriendRequestParams,
  friendRequestParams,
  friendRequestResponse,
  friendRequestView,
  type ListFriendRequestsQuery,
  listFriendRequestsQuery,
  type SendFriendRequestBody,
  sendFriendRequestBody,
} from './friend-request.dto';
import { FriendRequestService } from './friend-request.service';

@Controller('api/v1/friends/requests')
export class FriendRequestController {
  constructor(
    private readonly requests: FriendRequestService,
    private readonly lists: FriendRequestListService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Ask somebody for their friendship',
    description:
      'Whoever asks a person that asked them first is their friend at once: the answer then says "accepted".',
    body: sendFriendRequestBody,
    response: friendRequestResponse,
    status: 201,
    errors: askErrors,
  })
  async sendRequest(@CurrentCaller() caller: Caller, @Body() { user_id }: SendFriendRequestBody) {
    return friendRequestView(await this.requests.sendRequest(caller, user_id), caller.userId);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List open friend requests, newest first',
    description:
      'A request that was declined stays in the list of who sent it: nobody is told that the answer was no.',
    query: listFriendRequestsQuery,
    response: friendRequestListResponse,
  })
  listRequests(@CurrentCaller() caller: Caller, @Query() query: ListFriendRequestsQuery) {
    return this.lists.listRequests(caller, query);
  }

  @Put(':requestId/accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept a friend request',
    params: friendRequestParams,
    response: friendRequestResponse,
    errors: acceptErrors,
  })
  async acceptRequest(
    @CurrentCaller() caller: Caller,
    @Param() { requestId }: FriendRequestParams,
  ) {
    return friendRequestView(await this.requests.acceptRequest(caller, requestId), caller.userId);
  }

  @Put(':requestId/decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline a friend request, without telling who sent it',
    params: friendRequestParams,
    response: friendRequestResponse,
    errors: [errors.FRIEND_REQUEST_NOT_FOUND, errors.FRIEND_REQUEST_NOT_PENDING],
  })
  async declineRequest(
    @CurrentCaller() caller: Caller,
    @Param() { requestId }: FriendRequestParams,
  ) {
    return friendRequestView(await this.requests.declineRequest(caller, requestId), caller.userId);
  }

  @Delete(':requestId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Take a friend request back',
    params: friendRequestParams,
    status: 204,
    errors: [errors.FRIEND_REQUEST_NOT_FOUND, errors.ALREADY_FRIENDS],
  })
  async cancelRequest(
    @CurrentCaller() caller: Caller,
    @Param() { requestId }: FriendRequestParams,
  ): Promise<void> {
    await this.requests.cancelRequest(caller, requestId);
  }
}
