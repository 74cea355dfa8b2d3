import { Body, Controller, Get, Put, Req } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import { errors } from '../errors';
import {
  type SettingsBody,
  updatedSettingsResponse,
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
    summary: 'Get all settings of the caller',
    description: 'Sections that cannot be read in time are null and listed in `unavailable`.',
    response: settingsResponse,
    errors: settingsErrors,
  })
  async getSettings(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest) {
    return this.settings.getSettings(caller, request);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Update settings of the caller',
    description:
      'Omitted sections and fields stay unchanged. Sections are saved independently; an error lists them in `saved` and `not_saved`.',
    body: settingsBody,
    response: updatedSettingsResponse,
    errors: settingsErrors,
  })
  async updateSettings(
    @CurrentCaller() caller: Caller,
    @Body() body: SettingsBody,
    @Req() request: FastifyRequest,
  ) {
    return this.settings.updateSettings(caller, body, request);
  }
}
