import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type PersonParams, personParams } from '../people/person.dto';
import {
  type ListMutedUsersQuery,
  listMutedUsersQuery,
  mutedUserListResponse,
  muteResponse,
  type MuteUserBody,
  muteUserBody,
} from './mute.dto';
import { MuteService } from './mute.service';

@Controller('api/v1/settings/muted-users')
export class MuteController {
  constructor(private readonly mutes: MuteService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Mute a user',
    description:
      'You receive no more notifications about the muted user. The muted user is not notified. Muting a muted user ' +
      'changes nothing.',
    body: muteUserBody,
    response: muteResponse,
    status: 201,
    errors: [errors.CANNOT_MUTE_YOURSELF, errors.USER_NOT_FOUND, errors.MUTE_LIMIT_REACHED],
  })
  muteUser(@CurrentCaller() caller: Caller, @Body() { user_id }: MuteUserBody) {
    return this.mutes.muteUser(caller, user_id);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the users you muted, newest first',
    query: listMutedUsersQuery,
    response: mutedUserListResponse,
  })
  listMutedUsers(@CurrentCaller() caller: Caller, @Query() query: ListMutedUsersQuery) {
    return this.mutes.listMutedUsers(caller, query);
  }

  @Delete(':userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Unmute a user',
    description: 'The response is the same if you have not muted the user.',
    params: personParams,
    status: 204,
  })
  async unmuteUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: PersonParams,
  ): Promise<void> {
    await this.mutes.unmuteUser(caller, userId);
  }
}
