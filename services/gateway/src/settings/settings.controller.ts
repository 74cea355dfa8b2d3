import { Body, Controller, Get, Put, Req } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import { errors } from '../errors';
import {
  type SettingsBody,
  changedSettingsResponse,
  settingsBody,
  settingsResponse,
} from './settings.dto';
import { SettingsService } from './settings.service';

const settingsErrors = [errors.ACCOUNT_INACTIVE, errors.UPSTREAM_UNAVAILABLE] as const;

@Controller('api/v1/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'All my settings',
    description:
      'Read from their owners at once. What does not come in time is null and named in `unavailable`.',
    response: settingsResponse,
    errors: settingsErrors,
  })
  async getSettings(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest) {
    return this.settings.getSettings(caller, request);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Change any of my settings; what is left out stays',
    description:
      'Sections are saved one by one: a failure says in `saved` and `not_saved` which ones.',
    body: settingsBody,
    response: changedSettingsResponse,
    errors: settingsErrors,
  })
  async changeSettings(
    @CurrentCaller() caller: Caller,
    @Body() body: SettingsBody,
    @Req() request: FastifyRequest,
  ) {
    return this.settings.changeSettings(caller, body, request);
  }
}
