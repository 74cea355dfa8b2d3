import { Body, Controller, Get, Patch, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint, type EndpointSpec } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { myAccountResponse, type UpdateAccountBody, updateAccountBody } from './my-account.dto';
import { MyAccountService } from './my-account.service';

const read: EndpointSpec = {
  access: 'authenticated',
  summary: 'Get your account',
  versioned: true,
  response: myAccountResponse,
  errors: accessErrors,
};
const update: EndpointSpec = {
  access: 'authenticated',
  summary: 'Update your full name, username, bio or e-mail address',
  description:
    'A merge patch for both PUT and PATCH: omitted fields stay unchanged, and null clears the bio. A new e-mail address is unverified until you open the link in the mail to it. Until then, you log in with the old address.',
  versioned: true,
  body: updateAccountBody,
  response: myAccountResponse,
  errors: [errors.USERNAME_TAKEN, errors.RECENT_AUTHENTICATION_REQUIRED, ...accessErrors],
};

/** The path `profile` is that of older clients. */
const older = { since: '2026-12-01', sunset: '2027-12-01' } as const;

@Controller('api/v1/users')
export class MyAccountController {
  constructor(private readonly account: MyAccountService) {}

  @Get('me')
  @Endpoint(read)
  getMyAccount(@CurrentCaller() caller: Caller) {
    return this.account.getMyAccount(caller);
  }

  @Put('me')
  @Endpoint(update)
  putMyAccount(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }

  @Patch('me')
  @Endpoint(update)
  patchMyAccount(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }

  @Get('profile')
  @Endpoint({ ...read, deprecated: { ...older, use: 'GET /api/v1/users/me' } })
  getProfile(@CurrentCaller() caller: Caller) {
    return this.account.getMyAccount(caller);
  }

  @Put('profile')
  @Endpoint({ ...update, deprecated: { ...older, use: 'PUT /api/v1/users/me' } })
  putProfile(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }
}
