import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  Endpoint,
  pageQuery,
  type PageQuery,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { type PersonParams, personParams } from '../people/person.dto';
import { type SearchQuery, searchQuery } from '../people/search.dto';
import { friendStatusResponse } from './friend-status.dto';
import { FriendStatusService } from './friend-status.service';
import {
  friendListResponse,
  type FriendParams,
  friendParams,
  type ListFriendsQuery,
  listFriendsQuery,
} from './friend.dto';
import { FriendService } from './friend.service';

@Controller('api/v1/friends')
export class FriendController {
  constructor(
    private readonly friends: FriendService,
    private readonly status: FriendStatusService,
  ) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your friends',
    query: listFriendsQuery,
    response: friendListResponse,
  })
  listFriends(@CurrentCaller() caller: Caller, @Query() query: ListFriendsQuery) {
    return this.friends.listFriends(caller, query);
  }

  @Get('search')
  @Endpoint({
    access: 'authenticated',
    summary: 'Search your friends by full name or username',
    description: 'Sorted by name.',
    query: searchQuery,
    response: friendListResponse,
  })
  searchFriends(@CurrentCaller() caller: Caller, @Query() query: SearchQuery) {
    return this.friends.searchFriends(caller, query);
  }

  @Get('online')
  @Endpoint({
    access: 'authenticated',
    summary: 'List your online friends',
    description:
      'Most recent friendship first. The list omits friends who hide their online status.',
    query: pageQuery,
    response: friendListResponse,
  })
  listOnlineFriends(@CurrentCaller() caller: Caller, @Query() query: PageQuery) {
    return this.friends.listOnlineFriends(caller, query);
  }

  @Get('status/:userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your relation to a user',
    params: personParams,
    response: friendStatusResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  getFriendStatus(@CurrentCaller() caller: Caller, @Param() { userId }: PersonParams) {
    return this.status.getStatus(caller, userId);
  }

  @Delete(':friendId')
  @Endpoint({
    access: 'authenticated',
    summary: 'End a friendship',
    description: 'The response is the same if you are not friends.',
    params: friendParams,
    status: 204,
  })
  async endFriendship(
    @CurrentCaller() caller: Caller,
    @Param() { friendId }: FriendParams,
  ): Promise<void> {
    await this.friends.endFriendship(caller, friendId);
  }
}
