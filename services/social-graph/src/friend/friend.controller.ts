import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
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
  constructor(private readonly friends: FriendService) {}

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

  @Delete(':friendId')
  @Endpoint({
    access: 'authenticated',
    summary: 'End a friendship',
    description: 'Answers the same when there was none: afterwards the two are not friends.',
    params: friendParams,
    status: 204,
  })
  async endFriendship(@CurrentCaller() caller: Caller, @Param() { friendId }: FriendParams): Promise<void> {
    await this.friends.endFriendship(caller, friendId);
  }
}
