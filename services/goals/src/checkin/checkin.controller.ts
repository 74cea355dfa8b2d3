import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type SystemParams, systemParams } from '../system/system.dto';
import { CheckinChangeService } from './checkin-change.service';
import { CheckinListService } from './checkin-list.service';
import {
  type CheckinParams,
  checkinParams,
  checkinResponse,
  type ListCheckinsQuery,
  listCheckinsQuery,
  listCheckinsResponse,
  type RecordCheckinBody,
  recordCheckinBody,
  type UpdateCheckinBody,
  updateCheckinBody,
} from './checkin.dto';
import { CheckinService } from './checkin.service';

@Controller('api/v1/systems/:systemId/checkins')
export class CheckinController {
  constructor(
    private readonly checkins: CheckinService,
    private readonly changes: CheckinChangeService,
    private readonly checkinList: CheckinListService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Record a check-in',
    description:
      'Devices that were offline send their check-ins later; each counts for the date on which it happened. The same `client_id` again returns the first check-in with 200.',
    params: systemParams,
    body: recordCheckinBody,
    response: checkinResponse,
    status: 201,
    mayFind: true,
    errors: [
      errors.SYSTEM_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.SYSTEM_ARCHIVED,
      errors.CHECKIN_TIME_INVALID,
      errors.CHECKIN_DELETED,
      errors.CHECKIN_LIMIT_REACHED,
    ],
  })
  recordCheckin(
    @CurrentCaller() caller: Caller,
    @Param() { systemId }: SystemParams,
    @Body() body: RecordCheckinBody,
  ) {
    return this.checkins.recordCheckin(caller, systemId, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the check-ins of a system, newest first',
    params: systemParams,
    query: listCheckinsQuery,
    response: listCheckinsResponse,
    errors: [errors.SYSTEM_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listCheckins(
    @CurrentCaller() caller: Caller,
    @Param() { systemId }: SystemParams,
    @Query() query: ListCheckinsQuery,
  ) {
    return this.checkinList.listCheckins(caller, systemId, query);
  }

  @Patch(':checkinId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Change a check-in',
    description: 'The state before is kept. Of a verified check-in, only the notes can be changed.',
    params: checkinParams,
    body: updateCheckinBody,
    response: checkinResponse,
    errors: [
      errors.SYSTEM_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.CHECKIN_NOT_FOUND,
      errors.CHECKIN_STATUS_CONFLICT,
    ],
  })
  updateCheckin(
    @CurrentCaller() caller: Caller,
    @Param() params: CheckinParams,
    @Body() body: UpdateCheckinBody,
  ) {
    return this.changes.updateCheckin(caller, params, body);
  }

  @Delete(':checkinId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete a check-in',
    params: checkinParams,
    status: 204,
    errors: [errors.SYSTEM_NOT_FOUND, errors.PERMISSION_DENIED, errors.CHECKIN_NOT_FOUND],
  })
  deleteCheckin(@CurrentCaller() caller: Caller, @Param() params: CheckinParams) {
    return this.changes.deleteCheckin(caller, params);
  }
}
