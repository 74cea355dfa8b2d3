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
    summary: 'Get all your settings',
    description: 'A section that cannot be read in time is null, and `unavailable` lists it.',
    response: settingsResponse,
    errors: settingsErrors,
  })
  async getSettings(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest) {
    return this.settings.getSettings(caller, request);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Update your settings',
    description:
      'Omitted sections and fields stay unchanged. Each section is saved independently. An error lists the sections in `saved` and `not_saved`.',
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
