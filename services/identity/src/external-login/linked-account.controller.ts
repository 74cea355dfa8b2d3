import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type LinkAccountBody,
  linkAccountBody,
  type LinkedAccountParams,
  linkedAccountParams,
  linkedAccountsResponse,
} from './linked-account.dto';
import { LinkedAccountService } from './linked-account.service';

const gone = [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED] as const;

@Controller('api/v1/auth/accounts')
export class LinkedAccountController {
  constructor(private readonly linked: LinkedAccountService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'With what I can log in: password, Google, Apple, passkeys',
    response: linkedAccountsResponse,
    errors: gone,
  })
  async listAccounts(@CurrentCaller() caller: Caller) {
    return this.linked.listAccounts(caller);
  }

  @Post(':provider')
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Connect my account at Google or Apple, so that it logs me in',
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
      ...gone,
    ],
  })
  async linkAccount(
    @CurrentCaller() caller: Caller,
    @Param() { provider }: LinkedAccountParams,
    @Body() body: LinkAccountBody,
  ) {
    return this.linked.linkAccount(caller, provider, body);
  }

  @Delete(':provider')
  @Endpoint({
    access: 'authenticated',
    summary: 'Disconnect my account at Google or Apple, unless I could log in no more',
    params: linkedAccountParams,
    status: 204,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.EXTERNAL_ACCOUNT_NOT_FOUND,
      errors.LAST_WAY_IN,
      ...gone,
    ],
  })
  async unlinkAccount(@CurrentCaller() caller: Caller, @Param() { provider }: LinkedAccountParams) {
    await this.linked.unlinkAccount(caller, provider);
  }
}
