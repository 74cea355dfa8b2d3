import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  channelResponse,
  type CreateChannelBody,
  createChannelBody,
  listChannelsResponse,
  type TeamParams,
  teamParams,
} from './channel.dto';
import { ChannelService } from './channel.service';

@Controller('api/v1/teams/:teamId/channels')
export class ChannelController {
  constructor(private readonly channels: ChannelService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the channels of a team that you see',
    description: 'Their messages are at `/api/v1/conversations/{conversationId}`.',
    params: teamParams,
    response: listChannelsResponse,
    errors: [errors.TEAM_NOT_FOUND],
  })
  listTeamChannels(@CurrentCaller() caller: Caller, @Param() { teamId }: TeamParams) {
    return this.channels.listChannels(caller, teamId);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Create a channel of a team',
    description: 'For admins and coaches. Members whose role sees the channel take part in it.',
    params: teamParams,
    body: createChannelBody,
    response: channelResponse,
    status: 201,
    errors: [
      errors.TEAM_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.SENDER_MUTED,
      errors.TOO_MANY_CHANNELS,
    ],
  })
  createTeamChannel(
    @CurrentCaller() caller: Caller,
    @Param() { teamId }: TeamParams,
    @Body() body: CreateChannelBody,
  ) {
    return this.channels.createChannel(caller, teamId, body);
  }
}
