import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
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
    summary: 'Update your discovery profile',
    description:
      'A merge patch: omitted fields stay unchanged, and null clears a field. A list of at most 50 preferences replaces the earlier list. You must be between 18 and 50 years old.',
    body: discoveryProfileBody,
    response: discoveryProfileResponse,
    errors: [...accessErrors, errors.AGE_NOT_ALLOWED, errors.PREFERENCE_REPEATED],
  })
  updateDiscoveryProfile(@CurrentCaller() caller: Caller, @Body() body: DiscoveryProfileBody) {
    return this.profiles.updateMyProfile(caller, body);
  }
}
