import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams } from '../goal/goal.dto';
import {
  type AddContributionBody,
  addContributionBody,
  addContributionResponse,
  type ListContributionsQuery,
  listContributionsQuery,
  listContributionsResponse,
} from './contribution.dto';
import { ContributionService } from './contribution.service';

@Controller('api/v1/goals/:goalId/contributions')
export class ContributionController {
  constructor(private readonly contributions: ContributionService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Contribute to a goal',
    params: goalParams,
    body: addContributionBody,
    response: addContributionResponse,
    status: 201,
    storesKey: true,
    errors: [
      errors.GOAL_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.GOAL_NOT_ACTIVE,
      errors.CONTRIBUTION_TOO_PRECISE,
      errors.CONTRIBUTION_TOO_LARGE,
    ],
  })
  addContribution(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: AddContributionBody,
  ) {
    return this.contributions.addContribution(caller, goalId, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the contributions to a goal, newest first',
    params: goalParams,
    query: listContributionsQuery,
    response: listContributionsResponse,
    errors: [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listContributions(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Query() query: ListContributionsQuery,
  ) {
    return this.contributions.listContributions(caller, goalId, query);
  }
}
