import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams, milestoneResponse } from '../goal/goal.dto';
import {
  type CreateMilestoneBody,
  createMilestoneBody,
  type MilestoneParams,
  milestoneParams,
  type UpdateMilestoneBody,
  updateMilestoneBody,
} from './milestone.dto';
import { MilestoneService } from './milestone.service';

const changing = [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED];

@Controller('api/v1/goals/:goalId/milestones')
export class MilestoneController {
  constructor(private readonly milestones: MilestoneService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Add a milestone to a goal',
    description: 'A milestone with a value is achieved by the amount of the goal; others by hand.',
    params: goalParams,
    body: createMilestoneBody,
    response: milestoneResponse,
    status: 201,
    errors: [...changing, errors.MILESTONE_LIMIT_REACHED, errors.MILESTONE_INVALID],
  })
  createMilestone(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: CreateMilestoneBody,
  ) {
    return this.milestones.createMilestone(caller, goalId, body);
  }

  @Put(':milestoneId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update, move or achieve a milestone',
    description: 'A merge patch: omitted fields stay unchanged, and null clears a field.',
    params: milestoneParams,
    body: updateMilestoneBody,
    response: milestoneResponse,
    errors: [
      ...changing,
      errors.MILESTONE_NOT_FOUND,
      errors.MILESTONE_BY_AMOUNT,
      errors.MILESTONE_INVALID,
    ],
  })
  updateMilestone(
    @CurrentCaller() caller: Caller,
    @Param() { goalId, milestoneId }: MilestoneParams,
    @Body() body: UpdateMilestoneBody,
  ) {
    return this.milestones.updateMilestone(caller, goalId, { milestoneId, body });
  }

  @Delete(':milestoneId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete a milestone',
    params: milestoneParams,
    status: 204,
    errors: [...changing, errors.MILESTONE_NOT_FOUND],
  })
  deleteMilestone(
    @CurrentCaller() caller: Caller,
    @Param() { goalId, milestoneId }: MilestoneParams,
  ) {
    return this.milestones.deleteMilestone(caller, goalId, milestoneId);
  }
}
