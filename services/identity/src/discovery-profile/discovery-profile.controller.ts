import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
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
    summary: 'Get your discovery profile',
    response: discoveryProfileResponse,
    errors: accessErrors,
  })
  getDiscoveryProfile(@CurrentCaller() caller: Caller) {
    return this.profiles.getMyProfile(caller);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Change your discovery profile',
    description:
      'A merge patch: omitted fields stay unchanged, and null clears a field; the list of preferences, at most fifty, is replaced. Discovery is for people from 18 to 50.',
    body: discoveryProfileBody,
    response: discoveryProfileResponse,
    errors: accessErrors,
  })
  updateDiscoveryProfile(@CurrentCaller() caller: Caller, @Body() body: DiscoveryProfileBody) {
    return this.profiles.updateMyProfile(caller, body);
  }
}
