import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type AchieverParams,
  achieverParams,
  listAchievementsResponse,
  type ListAwardsQuery,
  listAwardsQuery,
  listAwardsResponse,
} from './achievement.dto';
import { AchievementService } from './achievement.service';

@Controller('api/v1')
export class AchievementController {
  constructor(private readonly achievements: AchievementService) {}

  @Get('achievements')
  @Endpoint({
    access: 'authenticated',
    summary: 'List all achievements, and when you earned them',
    response: listAchievementsResponse,
  })
  listAchievements(@CurrentCaller() caller: Caller) {
    return this.achievements.listAchievements(caller);
  }

  @Get('users/:userId/achievements')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the achievements of a user, newest first',
    description: 'You need access to the profile of the user.',
    params: achieverParams,
    query: listAwardsQuery,
    response: listAwardsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  listAchievementsOfUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: AchieverParams,
    @Query() query: ListAwardsQuery,
  ) {
    return this.achievements.listAchievementsOf(caller, userId, query);
  }
}
