import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import {
  type AppearanceBody,
  appearanceBody,
  appearanceResponse,
  type LocaleBody,
  localeBody,
  localeResponse,
  type PrivacyBody,
  privacyBody,
  privacyResponse,
} from './settings.dto';
import { SettingsService } from './settings.service';

const mergePatch = 'Omitted fields stay unchanged.';

@Controller('api/v1/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get('privacy')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your privacy settings',
    response: privacyResponse,
    errors: accessErrors,
  })
  getPrivacySettings(@CurrentCaller() caller: Caller) {
    return this.settings.getPrivacy(caller);
  }

  @Put('privacy')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update your privacy settings',
    description: mergePatch,
    body: privacyBody,
    response: privacyResponse,
    errors: accessErrors,
  })
  updatePrivacySettings(@CurrentCaller() caller: Caller, @Body() body: PrivacyBody) {
    return this.settings.changePrivacy(caller, body);
  }

  @Get('appearance')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your appearance settings',
    response: appearanceResponse,
    errors: accessErrors,
  })
  getAppearanceSettings(@CurrentCaller() caller: Caller) {
    return this.settings.getAppearance(caller);
  }

  @Put('appearance')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update your appearance settings',
    description: mergePatch,
    body: appearanceBody,
    response: appearanceResponse,
    errors: accessErrors,
  })
  updateAppearanceSettings(@CurrentCaller() caller: Caller, @Body() body: AppearanceBody) {
    return this.settings.changeAppearance(caller, body);
  }

  @Get('locale')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your time zone, start of the day, language and quiet hours',
    response: localeResponse,
    errors: accessErrors,
  })
  getLocaleSettings(@CurrentCaller() caller: Caller) {
    return this.settings.getLocale(caller);
  }

  @Put('locale')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update your time zone, start of the day, language or quiet hours',
    description: mergePatch,
    body: localeBody,
    response: localeResponse,
    errors: accessErrors,
  })
  updateLocaleSettings(@CurrentCaller() caller: Caller, @Body() body: LocaleBody) {
    return this.settings.changeLocale(caller, body);
  }
}
