import { Controller, Get, Param } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import {
  type UserParams,
  type UserStatsParams,
  profileResponse,
  statsResponse,
  toProfileResponse,
  toStatsResponse,
  userParams,
  userStatsParams,
} from '../account/account.dto';
import { errors } from '../errors';
import { ProfileService } from './profile.service';

@Controller('api/v1/users')
export class UserController {
  constructor(private readonly profiles: ProfileService) {}

  @Get('me/stats')
  @Endpoint({
    access: 'authenticated',
    summary: 'What I achieved, in numbers',
    response: statsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  async getMyStats(@CurrentCaller() caller: Caller) {
    return toStatsResponse(await this.profiles.getStats(caller, caller.userId));
  }

  @Get(':id')
  @Endpoint({
    access: 'authenticated',
    summary: 'A person: name and face, and more to those who may see it',
    description:
      'Bio, cover and numbers are there when the profile is for everyone, or the two are friends.',
    params: userParams,
    response: profileResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  async getUser(@CurrentCaller() caller: Caller, @Param() { id }: UserParams) {
    const { person, sight } = await this.profiles.getProfile(caller, id);
    return toProfileResponse(person, sight);
  }

  @Get(':userId/stats')
  @Endpoint({
    access: 'authenticated',
    summary: 'What a person achieved, in numbers',
    params: userStatsParams,
    response: statsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  async getStats(@CurrentCaller() caller: Caller, @Param() { userId }: UserStatsParams) {
    return toStatsResponse(await this.profiles.getStats(caller, userId));
  }
}
