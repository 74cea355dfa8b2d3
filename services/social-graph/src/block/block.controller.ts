import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { BlockListService } from './block-list.service';
import {
  blockedUserListResponse,
  type BlockedUserParams,
  blockedUserParams,
  blockResponse,
  type BlockUserBody,
  blockUserBody,
  blockView,
  type ListBlockedUsersQuery,
  listBlockedUsersQuery,
} from './block.dto';
import { BlockService } from './block.service';

@Controller('api/v1/settings/blocked-users')
export class BlockController {
  constructor(
    private readonly blocks: BlockService,
    private readonly lists: BlockListService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Block somebody',
    description:
      'From now on neither of you exists for the other. A friendship or a request between you ends; nobody is told. ' +
      'Blocking again changes nothing.',
    body: blockUserBody,
    response: blockResponse,
    status: 201,
    errors: [errors.CANNOT_BLOCK_YOURSELF, errors.USER_NOT_FOUND, errors.BLOCK_LIMIT_REACHED],
  })
  async blockUser(@CurrentCaller() caller: Caller, @Body() { user_id, reason }: BlockUserBody) {
    return blockView(await this.blocks.blockUser(caller, user_id, reason ?? null));
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List whom you blocked, newest first',
    query: listBlockedUsersQuery,
    response: blockedUserListResponse,
  })
  listBlockedUsers(@CurrentCaller() caller: Caller, @Query() query: ListBlockedUsersQuery) {
    return this.lists.listBlockedUsers(caller, query);
  }

  @Delete(':userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Take a block back',
    description:
      'Answers the same when there was none. A friendship that ended does not come back.',
    params: blockedUserParams,
    status: 204,
  })
  async unblockUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: BlockedUserParams,
  ): Promise<void> {
    await this.blocks.unblockUser(caller, userId);
  }
}
