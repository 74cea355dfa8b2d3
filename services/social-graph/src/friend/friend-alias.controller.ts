import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import {
  acceptRequestErrors,
  sendRequestErrors,
  type FriendRequestParams,
  friendRequestParams,
  friendRequestResponse,
  type SendFriendRequestBody,
  sendFriendRequestBody,
} from './friend-request.dto';
import { FriendRequestService } from './friend-request.service';
import { friendListResponse, type ListFriendsQuery, listFriendsQuery } from './friend.dto';
import { FriendService } from './friend.service';

/** Older addresses of three endpoints. */
@Controller('api/v1/users')
export class FriendAliasController {
  constructor(
    private readonly requests: FriendRequestService,
    private readonly friends: FriendService,
  ) {}

  @Post('friends/request')
  @Endpoint({
    access: 'authenticated',
    summary: 'Send a friend request',
    deprecated: { since: '2026-12-01', sunset: '2027-12-01', use: 'POST /api/v1/friends/requests' },
    body: sendFriendRequestBody,
    response: friendRequestResponse,
    status: 201,
    errors: sendRequestErrors,
  })
  requestFriendship(@CurrentCaller() caller: Caller, @Body() { user_id }: SendFriendRequestBody) {
    return this.requests.sendRequest(caller, user_id);
  }

  @Put('friends/:requestId/accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept a friend request',
    deprecated: {
      since: '2026-12-01',
      sunset: '2027-12-01',
      use: 'PUT /api/v1/friends/requests/{requestId}/accept',
    },
    params: friendRequestParams,
    response: friendRequestResponse,
    errors: acceptRequestErrors,
  })
  acceptFriendship(@CurrentCaller() caller: Caller, @Param() { requestId }: FriendRequestParams) {
    return this.requests.acceptRequest(caller, requestId);
  }

  @Get('me/friends')
  @Endpoint({
    access: 'authenticated',
    summary: 'List your friends',
    deprecated: { since: '2026-12-01', sunset: '2027-12-01', use: 'GET /api/v1/friends' },
    query: listFriendsQuery,
    response: friendListResponse,
  })
  listMyFriends(@CurrentCaller() caller: Caller, @Query() query: ListFriendsQuery) {
    return this.friends.listFriends(caller, query);
  }
}
