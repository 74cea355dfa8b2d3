import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type PersonParams, personParams } from '../people/person.dto';
import {
  blockedUserListResponse,
  blockResponse,
  type BlockUserBody,
  blockUserBody,
  type ListBlockedUsersQuery,
  listBlockedUsersQuery,
} from './block.dto';
import { BlockService } from './block.service';

@Controller('api/v1/settings/blocked-users')
export class BlockController {
  constructor(private readonly blocks: BlockService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Block a user',
    description:
      'You and the other user can no longer see each other. A friendship, a friend request or a partnership between you ' +
      'ends. The other user is not notified. Blocking a blocked user changes nothing.',
    body: blockUserBody,
    response: blockResponse,
    status: 201,
    errors: [errors.CANNOT_BLOCK_YOURSELF, errors.USER_NOT_FOUND, errors.BLOCK_LIMIT_REACHED],
  })
  blockUser(@CurrentCaller() caller: Caller, @Body() body: BlockUserBody) {
    return this.blocks.blockUser(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the users you blocked, newest first',
    query: listBlockedUsersQuery,
    response: blockedUserListResponse,
  })
  listBlockedUsers(@CurrentCaller() caller: Caller, @Query() query: ListBlockedUsersQuery) {
    return this.blocks.listBlockedUsers(caller, query);
  }

  @Delete(':userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Unblock a user',
    description:
      'The response is the same if you have not blocked the user. Friendships, requests and partnerships that the block ended are not restored.',
    params: personParams,
    status: 204,
  })
  async unblockUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: PersonParams,
  ): Promise<void> {
    await this.blocks.unblockUser(caller, userId);
  }
}
