import { Body, Controller, Delete, Get, Ip, Param, Patch, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { PasskeyLoginService } from './passkey-login.service';
import {
  passkeyListResponse,
  type PasskeyLoginBody,
  passkeyLoginBody,
  passkeyLoginResponse,
  passkeyOptionsResponse,
  type PasskeyParams,
  passkeyParams,
  passkeyResponse,
  type RegisterPasskeyBody,
  registerPasskeyBody,
  type RenamePasskeyBody,
  renamePasskeyBody,
} from './passkey.dto';
import { PasskeyService } from './passkey.service';

@Controller('api/v1/auth')
export class PasskeyController {
  constructor(
    private readonly passkeys: PasskeyService,
    private readonly logins: PasskeyLoginService,
  ) {}

  @Post('login/passkey/options')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Begin a log-in with a passkey',
    response: passkeyOptionsResponse,
    status: 201,
  })
  async beginLogIn() {
    return this.logins.beginLogIn();
  }

  @Post('login/passkey')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Log in with a passkey; no second factor is asked for',
    body: passkeyLoginBody,
    response: passkeyLoginResponse,
    errors: [errors.PASSKEY_REFUSED],
  })
  async logIn(@Body() body: PasskeyLoginBody, @Ip() ip: string) {
    return this.logins.logIn(body, ip);
  }

  @Get('passkeys')
  @Endpoint({
    access: 'authenticated',
    summary: 'List your passkeys, at most 20',
    response: passkeyListResponse,
    errors: [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED],
  })
  async listPasskeys(@CurrentCaller() caller: Caller) {
    return this.passkeys.listPasskeys(caller);
  }

  @Post('passkeys/options')
  @Endpoint({
    access: 'authenticated',
    summary: 'Begin to add a passkey',
    response: passkeyOptionsResponse,
    status: 201,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.PASSKEY_LIMIT_REACHED,
      errors.ACCOUNT_INACTIVE,
      errors.SESSION_REVOKED,
    ],
  })
  async beginRegistration(@CurrentCaller() caller: Caller) {
    return this.passkeys.beginRegistration(caller);
  }

  @Post('passkeys')
  @Endpoint({
    access: 'authenticated',
    summary: 'Add a passkey',
    body: registerPasskeyBody,
    response: passkeyResponse,
    status: 201,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.PASSKEY_INVALID,
      errors.PASSKEY_EXISTS,
      errors.PASSKEY_LIMIT_REACHED,
      errors.ACCOUNT_INACTIVE,
      errors.SESSION_REVOKED,
    ],
  })
  async registerPasskey(@CurrentCaller() caller: Caller, @Body() body: RegisterPasskeyBody) {
    return this.passkeys.registerPasskey(caller, body);
  }

  @Patch('passkeys/:passkeyId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Rename a passkey',
    params: passkeyParams,
    body: renamePasskeyBody,
    response: passkeyResponse,
    errors: [errors.PASSKEY_NOT_FOUND, errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED],
  })
  async renamePasskey(
    @CurrentCaller() caller: Caller,
    @Param() { passkeyId }: PasskeyParams,
    @Body() { name }: RenamePasskeyBody,
  ) {
    return this.passkeys.renamePasskey(caller, passkeyId, name);
  }

  @Delete('passkeys/:passkeyId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove a passkey',
    params: passkeyParams,
    status: 204,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.PASSKEY_NOT_FOUND,
      errors.LAST_WAY_IN,
      errors.ACCOUNT_INACTIVE,
      errors.SESSION_REVOKED,
    ],
  })
  async removePasskey(@CurrentCaller() caller: Caller, @Param() { passkeyId }: PasskeyParams) {
    await this.passkeys.removePasskey(caller, passkeyId);
  }
}
