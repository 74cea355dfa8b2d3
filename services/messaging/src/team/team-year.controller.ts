import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type TeamParams, teamParams } from './channel.dto';
import { teamYearResponse, type UpdateTeamYearBody, updateTeamYearBody } from './team-year.dto';
import { TeamYearService } from './team-year.service';

@Controller('api/v1/teams/:teamId/channels/year')
export class TeamYearController {
  constructor(private readonly years: TeamYearService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the year after which the messages of a team are archived',
    params: teamParams,
    response: teamYearResponse,
    errors: [errors.TEAM_NOT_FOUND],
  })
  getTeamYear(@CurrentCaller() caller: Caller, @Param() { teamId }: TeamParams) {
    return this.years.getTeamYear(caller, teamId);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Choose the last day of the year of a team',
    description:
      'For admins and coaches. Within an hour after the end of the day (UTC), and every year again, the messages of the channels are archived: they are listed and found with `archived=true` only, and do not change any more. Archived messages stay archived.',
    params: teamParams,
    body: updateTeamYearBody,
    response: teamYearResponse,
    errors: [errors.TEAM_NOT_FOUND, errors.PERMISSION_DENIED, errors.YEAR_END_INVALID],
  })
  updateTeamYear(
    @CurrentCaller() caller: Caller,
    @Param() { teamId }: TeamParams,
    @Body() body: UpdateTeamYearBody,
  ) {
    return this.years.updateTeamYear(caller, teamId, body);
  }
}
