import { Body, Controller, Get, Patch, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint, type EndpointSpec } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { myAccountResponse, type UpdateAccountBody, updateAccountBody } from './my-account.dto';
import { MyAccountService } from './my-account.service';

const read: EndpointSpec = {
  access: 'authenticated',
  summary: 'Get your account',
  response: myAccountResponse,
  errors: accessErrors,
};
const update: EndpointSpec = {
  access: 'authenticated',
  summary: 'Change your full name, username, bio or e-mail address',
  description:
    'A merge-patch, for PUT as for PATCH: fields that are left out keep their values, null clears. A new e-mail address is shown as unverified; it replaces the old one when the link mailed to it is followed. Until then you log in with the old address.',
  body: updateAccountBody,
  response: myAccountResponse,
  errors: [errors.USERNAME_TAKEN, errors.RECENT_AUTHENTICATION_REQUIRED, ...accessErrors],
};

/** `profile` is another path of `me`, for older clients. */
@Controller('api/v1/users')
export class MyAccountController {
  constructor(private readonly account: MyAccountService) {}

  @Get('me')
  @Endpoint(read)
  getMe(@CurrentCaller() caller: Caller) {
    return this.account.getMyAccount(caller);
  }

  @Put('me')
  @Endpoint(update)
  putMe(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }

  @Patch('me')
  @Endpoint(update)
  patchMe(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }

  @Get('profile')
  @Endpoint(read)
  getProfile(@CurrentCaller() caller: Caller) {
    return this.account.getMyAccount(caller);
  }

  @Put('profile')
  @Endpoint(update)
  putProfile(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }
}
