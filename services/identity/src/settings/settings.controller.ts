import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type AppearanceBody,
  type LocaleBody,
  type PrivacyBody,
  appearanceBody,
  appearanceChange,
  appearanceResponse,
  appearanceView,
  localeBody,
  localeChange,
  localeResponse,
  localeView,
  privacyBody,
  privacyChange,
  privacyResponse,
  privacyView,
} from './settings.dto';
import { type DatedSettings, SettingsService } from './settings.service';

const settingsErrors = [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED] as const;

@Controller('api/v1/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get('privacy')
  @Endpoint({
    access: 'authenticated',
    summary: 'Who sees and asks what of me',
    response: privacyResponse,
    errors: settingsErrors,
  })
  async getPrivacy(@CurrentCaller() caller: Caller) {
    return dated(privacyView, await this.settings.getSettings(caller));
  }

  @Put('privacy')
  @Endpoint({
    access: 'authenticated',
    summary: 'Change who sees and asks what of me; what is left out stays',
    body: privacyBody,
    response: privacyResponse,
    errors: settingsErrors,
  })
  async changePrivacy(@CurrentCaller() caller: Caller, @Body() body: PrivacyBody) {
    return dated(
      privacyView,
      await this.settings.changeShared(caller, privacyChange(body), 'privacy_changed'),
    );
  }

  @Get('appearance')
  @Endpoint({
    access: 'authenticated',
    summary: 'How my app looks',
    response: appearanceResponse,
    errors: settingsErrors,
  })
  async getAppearance(@CurrentCaller() caller: Caller) {
    return dated(appearanceView, await this.settings.getSettings(caller));
  }

  @Put('appearance')
  @Endpoint({
    access: 'authenticated',
    summary: 'Change how my app looks; what is left out stays',
    body: appearanceBody,
    response: appearanceResponse,
    errors: settingsErrors,
  })
  async changeAppearance(@CurrentCaller() caller: Caller, @Body() body: AppearanceBody) {
    return dated(
      appearanceView,
      await this.settings.changeAppearance(caller, appearanceChange(body)),
    );
  }

  @Get('locale')
  @Endpoint({
    access: 'authenticated',
    summary: 'My zone, day, language, quiet hours',
    response: localeResponse,
    errors: settingsErrors,
  })
  async getLocale(@CurrentCaller() caller: Caller) {
    return dated(localeView, await this.settings.getSettings(caller));
  }

  @Put('locale')
  @Endpoint({
    access: 'authenticated',
    summary: 'Change my zone, day, language, quiet hours; what is left out stays',
    body: localeBody,
    response: localeResponse,
    errors: settingsErrors,
  })
  async changeLocale(@CurrentCaller() caller: Caller, @Body() body: LocaleBody) {
    return dated(
      localeView,
      await this.settings.changeShared(caller, localeChange(body), 'locale_changed'),
    );
  }
}

function dated<View extends object>(
  view: (settings: DatedSettings) => View,
  settings: DatedSettings,
) {
  return { ...view(settings), updated_at: settings.updatedAt.toISOString() };
}
