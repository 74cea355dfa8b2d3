import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type ExplainStreakQuery,
  explainStreakQuery,
  explainStreakResponse,
  streakResponse,
} from '../streak/streak.dto';
import { SystemStreakService } from './system-streak.service';
import { type SystemParams, systemParams } from './system.dto';

@Controller('api/v1/systems/:systemId/streak')
export class SystemStreakController {
  constructor(private readonly streaks: SystemStreakService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the streak of a system',
    params: systemParams,
    response: streakResponse,
    errors: [errors.SYSTEM_NOT_FOUND],
  })
  getStreak(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.streaks.getStreak(caller, systemId);
  }

  @Get('explain')
  @Endpoint({
    access: 'authenticated',
    summary: 'Explain a streak day by day',
    description:
      'Returns the days of a range, oldest first, each with the rule that decided it and the evidence. For the owner and active partners.',
    params: systemParams,
    query: explainStreakQuery,
    response: explainStreakResponse,
    errors: [errors.SYSTEM_NOT_FOUND, errors.PERMISSION_DENIED, errors.STREAK_RANGE_INVALID],
  })
  explainStreak(
    @CurrentCaller() caller: Caller,
    @Param() { systemId }: SystemParams,
    @Query() query: ExplainStreakQuery,
  ) {
    return this.streaks.explainStreak(caller, systemId, query);
  }
}
