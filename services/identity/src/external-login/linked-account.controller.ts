import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import {
  type LinkAccountBody,
  linkAccountBody,
  type LinkedAccountParams,
  linkedAccountParams,
  linkedAccountsResponse,
} from './linked-account.dto';
import { LinkedAccountService } from './linked-account.service';

@Controller('api/v1/auth/accounts')
export class LinkedAccountController {
  constructor(private readonly linked: LinkedAccountService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your login methods',
    response: linkedAccountsResponse,
    errors: accessErrors,
  })
  listLoginMethods(@CurrentCaller() caller: Caller) {
    return this.linked.listAccounts(caller);
  }

  @Post(':provider')
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Connect a Google or Apple account as a login method',
    params: linkedAccountParams,
    body: linkAccountBody,
    response: linkedAccountsResponse,
    status: 201,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.EXTERNAL_LOGIN_NOT_OFFERED,
      errors.ID_TOKEN_INVALID,
      errors.IDENTITY_PROVIDER_UNAVAILABLE,
      errors.EXTERNAL_ACCOUNT_TAKEN,
      errors.EXTERNAL_ACCOUNT_EXISTS,
      ...accessErrors,
    ],
  })
  linkAccount(
    @CurrentCaller() caller: Caller,
    @Param() { provider }: LinkedAccountParams,
    @Body() body: LinkAccountBody,
  ) {
    return this.linked.linkAccount(caller, provider, body);
  }

  @Delete(':provider')
  @Endpoint({
    access: 'authenticated',
    summary: 'Disconnect a Google or Apple account',
    description: 'You cannot remove your only login method.',
    params: linkedAccountParams,
    status: 204,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.EXTERNAL_ACCOUNT_NOT_FOUND,
      errors.LAST_WAY_IN,
      ...accessErrors,
    ],
  })
  unlinkAccount(@CurrentCaller() caller: Caller, @Param() { provider }: LinkedAccountParams) {
    return this.linked.unlinkAccount(caller, provider);
  }
}
