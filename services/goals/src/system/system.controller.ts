import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { SystemListService } from './system-list.service';
import {
  type CreateSystemBody,
  createSystemBody,
  type ListSystemsQuery,
  listSystemsQuery,
  listSystemsResponse,
  type SystemParams,
  systemParams,
  systemResponse,
  type UpdateSystemBody,
  updateSystemBody,
} from './system.dto';
import { SystemService } from './system.service';

const inconsistent = [errors.SYSTEM_SCHEDULE_INVALID, errors.SYSTEM_VERIFICATION_INVALID];

@Controller('api/v1/systems')
export class SystemController {
  constructor(
    private readonly systems: SystemService,
    private readonly systemList: SystemListService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Create a system',
    description:
      'A system is a habit. It is yours alone, or a part of a goal that you take part in.',
    body: createSystemBody,
    response: systemResponse,
    status: 201,
    errors: [
      errors.GOAL_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.SYSTEM_LIMIT_REACHED,
      ...inconsistent,
      errors.SYSTEM_START_INVALID,
    ],
  })
  createSystem(@CurrentCaller() caller: Caller, @Body() body: CreateSystemBody) {
    return this.systems.createSystem(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your systems, or those of a goal that you take part in',
    query: listSystemsQuery,
    response: listSystemsResponse,
    errors: [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listSystems(@CurrentCaller() caller: Caller, @Query() query: ListSystemsQuery) {
    return this.systemList.listSystems(caller, query);
  }

  @Get(':systemId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a system',
    description: 'For the owner, active partners of the owner, and participants of its goal.',
    versioned: true,
    params: systemParams,
    response: systemResponse,
    errors: [errors.SYSTEM_NOT_FOUND],
  })
  getSystem(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.systems.getSystem(caller, systemId);
  }

  @Patch(':systemId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Change a system',
    description: 'A change of the schedule applies from today. Earlier days keep their schedule.',
    versioned: true,
    params: systemParams,
    body: updateSystemBody,
    response: systemResponse,
    errors: [errors.SYSTEM_NOT_FOUND, errors.PERMISSION_DENIED, ...inconsistent],
  })
  updateSystem(
    @CurrentCaller() caller: Caller,
    @Param() { systemId }: SystemParams,
    @Body() body: UpdateSystemBody,
  ) {
    return this.systems.updateSystem(caller, systemId, body);
  }

  @Delete(':systemId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete a system and its check-ins',
    versioned: true,
    params: systemParams,
    status: 204,
    errors: [errors.SYSTEM_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deleteSystem(@CurrentCaller() caller: Caller, @Param() { systemId }: SystemParams) {
    return this.systems.deleteSystem(caller, systemId);
  }
}
