import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams } from '../goal/goal.dto';
import { type SystemParams, systemParams } from '../system/system.dto';
import { DashboardService } from './dashboard.service';
import { GoalProgressService } from './goal-progress.service';
import {
  dashboardResponse,
  goalProgressResponse,
  type ProgressQuery,
  progressQuery,
  systemProgressResponse,
} from './progress.dto';
import { SystemProgressService } from './system-progress.service';

@Controller('api/v1')
export class ProgressController {
  constructor(
    private readonly dashboard: DashboardService,
    private readonly systems: SystemProgressService,
    private readonly goals: GoalProgressService,
  ) {}

  @Get('progress/dashboard')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your day at a glance',
    description:
      'Your active systems with their state today and their streaks, your active goals, your partners, and the check-ins that you can verify.',
    response: dashboardResponse,
  })
  getDashboard(@CurrentCaller() caller: Caller) {
    return this.dashboard.getDashboard(caller);
  }

  @Get('systems/:systemId/progress')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the days of a system for a heat-map and a trend',
    description: 'One entry per day. For the owner and active partners.',
    params: systemParams,
    query: progressQuery,
    response: systemProgressResponse,
    errors: [errors.SYSTEM_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  getSystemProgress(
    @CurrentCaller() caller: Caller,
    @Param() { systemId }: SystemParams,
    @Query() query: ProgressQuery,
  ) {
    return this.systems.getProgress(caller, systemId, query);
  }

  @Get('goals/:goalId/progress')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get how the amount of a goal grew',
    description: 'One entry per day, by your time zone. For participants.',
    params: goalParams,
    query: progressQuery,
    response: goalProgressResponse,
    errors: [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  getGoalProgress(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Query() query: ProgressQuery,
  ) {
    return this.goals.getProgress(caller, goalId, query);
  }
}
