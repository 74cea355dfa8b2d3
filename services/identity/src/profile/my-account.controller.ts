import { Body, Controller, Get, Patch, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint, type EndpointSpec } from '@tribe/service-kit';
import { errors } from '../errors';
import { type UpdateAccountBody, myAccountResponse, updateAccountBody } from './my-account.dto';
import { MyAccountService } from './my-account.service';

const read: EndpointSpec = {
  access: 'authenticated',
  summary: 'My account',
  response: myAccountResponse,
  errors: [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED],
};
const update: EndpointSpec = {
  access: 'authenticated',
  summary: 'Change my name, username, bio or e-mail address; what is left out stays, null clears',
  description:
    'A new address is shown as unverified, and taken over once the link mailed to it is followed; until then the old one logs in.',
  body: updateAccountBody,
  response: myAccountResponse,
  errors: [
    errors.USERNAME_TAKEN,
    errors.RECENT_AUTHENTICATION_REQUIRED,
    errors.ACCOUNT_INACTIVE,
    errors.SESSION_REVOKED,
  ],
};

/** `profile` is an older address of `me`. */
@Controller('api/v1/users')
export class MyAccountController {
  constructor(private readonly account: MyAccountService) {}

  @Get('me')
  @Endpoint(read)
  async getMe(@CurrentCaller() caller: Caller) {
    return this.account.getMyAccount(caller);
  }

  @Put('me')
  @Endpoint(update)
  async putMe(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }

  @Patch('me')
  @Endpoint(update)
  async patchMe(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }

  @Get('profile')
  @Endpoint(read)
  async getProfile(@CurrentCaller() caller: Caller) {
    return this.account.getMyAccount(caller);
  }

  @Put('profile')
  @Endpoint(update)
  async putProfile(@CurrentCaller() caller: Caller, @Body() body: UpdateAccountBody) {
    return this.account.updateMyAccount(caller, body);
  }
}
