import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { GoalListService } from './goal-list.service';
import {
  type CreateGoalBody,
  createGoalBody,
  type GoalParams,
  goalParams,
  goalResponse,
  type ListGoalsQuery,
  listGoalsQuery,
  listGoalsResponse,
  type UpdateGoalBody,
  updateGoalBody,
} from './goal.dto';
import { GoalService } from './goal.service';

const changeErrors = [
  errors.GOAL_NOT_FOUND,
  errors.PERMISSION_DENIED,
  errors.GOAL_STATUS_CONFLICT,
  errors.GOAL_CURRENCY_FIXED,
  errors.GOAL_HAS_PARTICIPANTS,
  errors.GOAL_TARGET_INVALID,
] as const;

@Controller('api/v1/goals')
export class GoalController {
  constructor(
    private readonly goals: GoalService,
    private readonly goalList: GoalListService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Create a goal',
    body: createGoalBody,
    response: goalResponse,
    status: 201,
    storesKey: true,
    errors: [
      errors.PARTICIPANT_NOT_A_FRIEND,
      errors.GOAL_PARTICIPANTS_TOO_MANY,
      errors.GOAL_TARGET_INVALID,
    ],
  })
  createGoal(@CurrentCaller() caller: Caller, @Body() body: CreateGoalBody) {
    return this.goals.createGoal(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the goals that you take part in',
    query: listGoalsQuery,
    response: listGoalsResponse,
  })
  listGoals(@CurrentCaller() caller: Caller, @Query() query: ListGoalsQuery) {
    return this.goalList.listGoals(caller, query);
  }

  @Get(':goalId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a goal',
    versioned: true,
    params: goalParams,
    response: goalResponse,
    errors: [errors.GOAL_NOT_FOUND],
  })
  getGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.goals.getGoal(caller, goalId);
  }

  @Put(':goalId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update a goal',
    description:
      'A merge patch, like PATCH: omitted fields stay unchanged, and null clears a field.',
    versioned: true,
    params: goalParams,
    body: updateGoalBody,
    response: goalResponse,
    errors: changeErrors,
  })
  putGoal(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: UpdateGoalBody,
  ) {
    return this.goals.updateGoal(caller, goalId, body);
  }

  @Patch(':goalId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update a goal',
    versioned: true,
    params: goalParams,
    body: updateGoalBody,
    response: goalResponse,
    errors: changeErrors,
  })
  patchGoal(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: UpdateGoalBody,
  ) {
    return this.goals.updateGoal(caller, goalId, body);
  }

  @Delete(':goalId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete a goal',
    versioned: true,
    params: goalParams,
    status: 204,
    errors: [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deleteGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.goals.deleteGoal(caller, goalId);
  }
}
