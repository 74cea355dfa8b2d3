import { Controller, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams, goalResponse } from './goal.dto';
import { GoalService } from './goal.service';

const changing = [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED];

@Controller('api/v1/goals/:goalId')
export class GoalStateController {
  constructor(private readonly goals: GoalService) {}

  @Post('complete')
  @Endpoint({
    access: 'authenticated',
    summary: 'Complete a goal',
    description: 'Has no effect on a goal that is already completed.',
    params: goalParams,
    response: goalResponse,
    errors: [...changing, errors.GOAL_STATUS_CONFLICT],
  })
  completeGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.goals.takeStep(caller, goalId, 'complete');
  }

  @Post('pause')
  @Endpoint({
    access: 'authenticated',
    summary: 'Pause a goal',
    description: 'A paused goal accepts no contributions. Has no effect on a paused goal.',
    params: goalParams,
    response: goalResponse,
    errors: [...changing, errors.GOAL_STATUS_CONFLICT],
  })
  pauseGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.goals.takeStep(caller, goalId, 'pause');
  }

  @Post('resume')
  @Endpoint({
    access: 'authenticated',
    summary: 'Resume a paused goal',
    description: 'Has no effect on an active goal.',
    params: goalParams,
    response: goalResponse,
    errors: [...changing, errors.GOAL_STATUS_CONFLICT],
  })
  resumeGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.goals.takeStep(caller, goalId, 'resume');
  }

  @Post('archive')
  @Endpoint({
    access: 'authenticated',
    summary: 'Archive a goal',
    description:
      'It keeps its status, accepts no contributions and is omitted from ordinary lists.',
    params: goalParams,
    response: goalResponse,
    errors: changing,
  })
  archiveGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.goals.takeStep(caller, goalId, 'archive');
  }

  @Post('reopen')
  @Endpoint({
    access: 'authenticated',
    summary: 'Reopen a completed, cancelled or archived goal',
    description:
      'A completed or cancelled goal becomes active, and an archived goal returns to ordinary lists.',
    params: goalParams,
    response: goalResponse,
    errors: changing,
  })
  reopenGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.goals.takeStep(caller, goalId, 'reopen');
  }
}
