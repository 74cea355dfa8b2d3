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
    summary: 'Get the notification preferences of the caller',
    response: preferencesResponse,
  })
  async getPreferences(@CurrentCaller() caller: Caller) {
    return this.preferences.getPreferences(caller);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Update the notification preferences of the caller',
    description: 'Omitted fields stay unchanged.',
    body: preferencesBody,
    response: preferencesResponse,
  })
  async changePreferences(@CurrentCaller() caller: Caller, @Body() body: PreferencesBody) {
    return this.preferences.changePreferences(caller, body);
  }
}
