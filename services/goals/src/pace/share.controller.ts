import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams } from '../goal/goal.dto';
import { type RestBody, restBody, sharesResponse } from './share.dto';
import { ShareService } from './share.service';

@Controller('api/v1/goals/:goalId')
export class ShareController {
  constructor(private readonly shares: ShareService) {}

  @Get('share')
  @Endpoint({
    access: 'authenticated',
    summary: "Get today's share of every member",
    description:
      'The shares sum to what is due today. What members give today changes no share. A resting member has none.',
    params: goalParams,
    response: sharesResponse,
    errors: [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED, errors.GOAL_HAS_NO_PACE],
  })
  getGoalShares(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.shares.getShares(caller, goalId);
  }

  @Put('rest')
  @Endpoint({
    access: 'authenticated',
    summary: 'Rest from a goal',
    description: 'Until the end of the rest, the caller has no share; the others keep theirs.',
    params: goalParams,
    body: restBody,
    status: 204,
    errors: [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED, errors.REST_INVALID],
  })
  restFromGoal(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: RestBody,
  ) {
    return this.shares.rest(caller, goalId, body);
  }
}
