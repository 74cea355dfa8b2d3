import { Controller, Get, Param } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  profileResponse,
  statsResponse,
  type UserParams,
  userParams,
  type UserStatsParams,
  userStatsParams,
} from './profile.dto';
import { ProfileService } from './profile.service';

@Controller('api/v1/users')
export class UserController {
  constructor(private readonly profiles: ProfileService) {}

  @Get('me/stats')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your statistics',
    response: statsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  getMyStats(@CurrentCaller() caller: Caller) {
    return this.profiles.getStats(caller, caller.userId);
  }

  @Get(':id')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a user',
    description:
      'Returns the name and the image. The bio, the cover image and the statistics are included if everyone can see the profile or you are friends.',
    params: userParams,
    response: profileResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  getUser(@CurrentCaller() caller: Caller, @Param() { id }: UserParams) {
    return this.profiles.getUser(caller, id);
  }

  @Get(':userId/stats')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the statistics of a user',
    params: userStatsParams,
    response: statsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  getUserStats(@CurrentCaller() caller: Caller, @Param() { userId }: UserStatsParams) {
    return this.profiles.getStats(caller, userId);
  }
}
