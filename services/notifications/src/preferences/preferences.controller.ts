import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { type PreferencesBody, preferencesBody, preferencesResponse } from './preferences.dto';
import { PreferencesService } from './preferences.service';

@Controller('api/v1/notifications/preferences')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your notification preferences',
    response: preferencesResponse,
  })
  async getNotificationPreferences(@CurrentCaller() caller: Caller) {
    return this.preferences.getPreferences(caller);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Update your notification preferences',
    description: 'Omitted fields stay unchanged.',
    body: preferencesBody,
    response: preferencesResponse,
  })
  async updateNotificationPreferences(
    @CurrentCaller() caller: Caller,
    @Body() body: PreferencesBody,
  ) {
    return this.preferences.changePreferences(caller, body);
  }
}
