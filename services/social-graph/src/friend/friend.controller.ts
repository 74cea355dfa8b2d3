import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  Endpoint,
  pageQuery,
  type PageQuery,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { FriendSearchService } from '../search/friend-search.service';
import { type SearchQuery, searchQuery } from '../search/people-search.dto';
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
import { OnlineFriendsService } from './online-friends.service';
import { type PersonParams, personParams } from './person-friends.dto';

@Controller('api/v1/friends')
export class FriendController {
  constructor(
    private readonly friends: FriendService,
    private readonly search: FriendSearchService,
    private readonly online: OnlineFriendsService,
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
    summary: 'Find your friends by name or username, in the order of names',
    query: searchQuery,
    response: friendListResponse,
  })
  searchFriends(@CurrentCaller() caller: Caller, @Query() query: SearchQuery) {
    return this.search.searchFriends(caller, query);
  }

  @Get('online')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the friends who are here now and let others see it',
    query: pageQuery,
    response: friendListResponse,
  })
  listOnlineFriends(@CurrentCaller() caller: Caller, @Query() query: PageQuery) {
    return this.online.listOnlineFriends(caller, query);
  }

  @Get('status/:userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'How you stand to somebody, and whether you can ask or write to them',
    params: personParams,
    response: friendStatusResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  getStatus(@CurrentCaller() caller: Caller, @Param() { userId }: PersonParams) {
    return this.status.getStatus(caller, userId);
  }

  @Delete(':friendId')
  @Endpoint({
    access: 'authenticated',
    summary: 'End a friendship',
    description: 'Answers the same when there was none: afterwards the two are not friends.',
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
