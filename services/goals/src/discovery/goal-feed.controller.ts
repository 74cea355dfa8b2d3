import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { GoalDiscoveryService } from './goal-discovery.service';
import { type GoalFeedQuery, goalFeedQuery, goalFeedResponse } from './goal-feed.dto';

@Controller('api/v1/goals/feed')
export class GoalFeedController {
  constructor(private readonly discovery: GoalDiscoveryService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the recent progress of goals, newest first',
    description:
      'Contributions, milestones and the completion of your goals, and milestones and the completion of public goals of friends. `total` counts at most 500 entries.',
    query: goalFeedQuery,
    response: goalFeedResponse,
  })
  getGoalFeed(@CurrentCaller() caller: Caller, @Query() query: GoalFeedQuery) {
    return this.discovery.getFeed(caller, query);
  }
}
