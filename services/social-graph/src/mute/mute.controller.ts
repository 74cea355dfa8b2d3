import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { MuteListService } from './mute-list.service';
import {
  mutedUserListResponse,
  type MutedUserParams,
  mutedUserParams,
  muteResponse,
  type MuteUserBody,
  muteUserBody,
  muteView,
  type ListMutedUsersQuery,
  listMutedUsersQuery,
} from './mute.dto';
import { MuteService } from './mute.service';

@Controller('api/v1/settings/muted-users')
export class MuteController {
  constructor(
    private readonly mutes: MuteService,
    private readonly lists: MuteListService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Mute somebody',
    description:
      'You hear no more of what they do, and nobody learns it. All else stays as it is. Muting again changes nothing.',
    body: muteUserBody,
    response: muteResponse,
    status: 201,
    errors: [errors.CANNOT_MUTE_YOURSELF, errors.USER_NOT_FOUND, errors.MUTE_LIMIT_REACHED],
  })
  async muteUser(@CurrentCaller() caller: Caller, @Body() { user_id }: MuteUserBody) {
    return muteView(await this.mutes.muteUser(caller, user_id));
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List whom you muted, newest first',
    query: listMutedUsersQuery,
    response: mutedUserListResponse,
  })
  listMutedUsers(@CurrentCaller() caller: Caller, @Query() query: ListMutedUsersQuery) {
    return this.lists.listMutedUsers(caller, query);
  }

  @Delete(':userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Take a mute back',
    description: 'Answers the same when there was none.',
    params: mutedUserParams,
    status: 204,
  })
  async unmuteUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: MutedUserParams,
  ): Promise<void> {
    await this.mutes.unmuteUser(caller, userId);
  }
}
