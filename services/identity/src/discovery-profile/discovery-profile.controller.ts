import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type DiscoveryProfileBody,
  discoveryProfileBody,
  discoveryProfileResponse,
} from './discovery-profile.dto';
import { DiscoveryProfileService } from './discovery-profile.service';

@Controller('api/v1/users/preferences')
export class DiscoveryProfileController {
  constructor(private readonly profiles: DiscoveryProfileService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'What I said of myself so that events are found for me',
    response: discoveryProfileResponse,
    errors: [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED],
  })
  async getMyProfile(@CurrentCaller() caller: Caller) {
    return this.profiles.getMyProfile(caller);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary:
      'Say when I was born, where I live, and what I like; what is left out stays, null clears',
    description:
      'Discovery is for people from 18 to 50. Preferences are sent all at once, fifty at most.',
    body: discoveryProfileBody,
    response: discoveryProfileResponse,
    errors: [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED],
  })
  async updateMyProfile(@CurrentCaller() caller: Caller, @Body() body: DiscoveryProfileBody) {
    return this.profiles.updateMyProfile(caller, body);
  }
}
