import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams } from '../goal/goal.dto';
import {
  type AddContributionBody,
  type CorrectContributionBody,
  correctContributionBody,
  type CorrectionParams,
  correctionParams,
  addContributionBody,
  addContributionResponse,
  type ListContributionsQuery,
  listContributionsQuery,
  listContributionsResponse,
} from './contribution.dto';
import { ContributionService } from './contribution.service';
import { CorrectionService } from './correction.service';

@Controller('api/v1/goals/:goalId/contributions')
export class ContributionController {
  constructor(
    private readonly contributions: ContributionService,
    private readonly corrections: CorrectionService,
  ) {}

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

  @Post(':contributionId/corrections')
  @Endpoint({
    access: 'authenticated',
    summary: 'Correct a contribution',
    description:
      'Adds a negative entry that refers to the contribution. Its contributor and the owner of the goal may correct it, also when the goal is completed.',
    params: correctionParams,
    body: correctContributionBody,
    response: addContributionResponse,
    status: 201,
    errors: [
      errors.GOAL_NOT_FOUND,
      errors.CONTRIBUTION_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.CORRECTION_NOT_CORRECTABLE,
      errors.CORRECTION_TOO_LARGE,
      errors.CONTRIBUTION_TOO_PRECISE,
    ],
  })
  correctContribution(
    @CurrentCaller() caller: Caller,
    @Param() { goalId, contributionId }: CorrectionParams,
    @Body() body: CorrectContributionBody,
  ) {
    return this.corrections.correctContribution(caller, goalId, { contributionId, body });
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
