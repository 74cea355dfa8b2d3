import { Body, Controller, Delete, Get, Ip, Param, Patch, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { loginResponse } from '../session/session.dto';
import { PasskeyLoginService } from './passkey-login.service';
import {
  passkeyListResponse,
  type PasskeyLoginBody,
  passkeyLoginBody,
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
    summary: 'Get the WebAuthn options to log in with a passkey',
    response: passkeyOptionsResponse,
    status: 201,
  })
  beginPasskeyLogin() {
    return this.logins.beginLogIn();
  }

  @Post('login/passkey')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Log in with a passkey',
    description: 'A passkey replaces both the password and the second factor.',
    body: passkeyLoginBody,
    response: loginResponse,
    errors: [errors.PASSKEY_REFUSED, errors.ACCOUNT_BANNED],
  })
  logInWithPasskey(@Body() body: PasskeyLoginBody, @Ip() ip: string) {
    return this.logins.logIn(body, ip);
  }

  @Get('passkeys')
  @Endpoint({
    access: 'authenticated',
    summary: 'List your passkeys',
    response: passkeyListResponse,
    errors: accessErrors,
  })
  listPasskeys(@CurrentCaller() caller: Caller) {
    return this.passkeys.listPasskeys(caller);
  }

  @Post('passkeys/options')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the WebAuthn options to add a passkey',
    response: passkeyOptionsResponse,
    status: 201,
    errors: [errors.RECENT_AUTHENTICATION_REQUIRED, errors.PASSKEY_LIMIT_REACHED, ...accessErrors],
  })
  beginPasskeyRegistration(@CurrentCaller() caller: Caller) {
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
      ...accessErrors,
    ],
  })
  registerPasskey(@CurrentCaller() caller: Caller, @Body() body: RegisterPasskeyBody) {
    return this.passkeys.registerPasskey(caller, body);
  }

  @Patch('passkeys/:passkeyId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Rename a passkey',
    params: passkeyParams,
    body: renamePasskeyBody,
    response: passkeyResponse,
    errors: [errors.PASSKEY_NOT_FOUND, ...accessErrors],
  })
  renamePasskey(
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
      ...accessErrors,
    ],
  })
  removePasskey(@CurrentCaller() caller: Caller, @Param() { passkeyId }: PasskeyParams) {
    return this.passkeys.removePasskey(caller, passkeyId);
  }
}
