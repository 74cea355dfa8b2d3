import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { streakResponse } from '../streak/streak.dto';
import {
  type AddVacationBody,
  addVacationBody,
  type VacationParams,
  vacationParams,
  vacationResponse,
  vacationsResponse,
} from './system-absence.dto';
import { SystemAbsenceService } from './system-absence.service';
import { SystemPauseService } from './system-pause.service';
import { type SystemParams, systemParams, systemResponse } from './system.dto';

const changing = [errors.SYSTEM_NOT_FOUND, errors.PERMISSION_DENIED];

@Controller('api/v1/systems/:systemId')
export class SystemStateController {
  constructor(
    private readonly pauses: SystemPauseService,
    private readonly absences: SystemAbsenceService,
  ) {}

  @Post('pause')
  @Endpoint({
    access: 'authenticated',
    summary: 'Pause a system',
    description: 'Nothing is due from today until the day before it is resumed.',
    params: systemParams,
    response: systemResponse,
    errors: [...changing, errors.SYSTEM_STATUS_CONFLICT],
  })
  pauseSystem(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.pauses.pauseSystem(caller, systemId);
  }

  @Post('resume')
  @Endpoint({
    access: 'authenticated',
    summary: 'Resume a paused or archived system',
    params: systemParams,
    response: systemResponse,
    errors: changing,
  })
  resumeSystem(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.pauses.resumeSystem(caller, systemId);
  }

  @Post('archive')
  @Endpoint({
    access: 'authenticated',
    summary: 'Archive a system',
    description: 'It keeps its check-ins and its streak, and is omitted from ordinary lists.',
    params: systemParams,
    response: systemResponse,
    errors: changing,
  })
  archiveSystem(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.pauses.archiveSystem(caller, systemId);
  }

  @Post('freeze')
  @Endpoint({
    access: 'authenticated',
    summary: 'Spend a freeze today',
    params: systemParams,
    response: streakResponse,
    errors: [...changing, errors.FREEZE_NOT_AVAILABLE],
  })
  freezeToday(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.absences.freezeToday(caller, systemId);
  }

  @Get('vacations')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the vacations of a system',
    params: systemParams,
    response: vacationsResponse,
    errors: changing,
  })
  listVacations(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.absences.listVacations(caller, systemId);
  }

  @Post('vacations')
  @Endpoint({
    access: 'authenticated',
    summary: 'Add days on which a system is not due',
    params: systemParams,
    body: addVacationBody,
    response: vacationResponse,
    status: 201,
    errors: [...changing, errors.VACATION_LIMIT_REACHED, errors.VACATION_DATES_INVALID],
  })
  addVacation(
    @CurrentCaller() caller: Caller,
    @Param() { systemId }: SystemParams,
    @Body() body: AddVacationBody,
  ) {
    return this.absences.addVacation(caller, systemId, body);
  }

  @Delete('vacations/:vacationId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove a vacation',
    params: vacationParams,
    status: 204,
    errors: [...changing, errors.VACATION_NOT_FOUND],
  })
  removeVacation(
    @CurrentCaller() caller: Caller,
    @Param() { systemId, vacationId }: VacationParams,
  ) {
    return this.absences.removeVacation(caller, systemId, vacationId);
  }
}
