import { Body, Controller, Get, Ip, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { AccountAccess, accessErrors } from '../account/account-access';
import { accountResponse } from '../account/account.dto';
import { accountView } from '../account/account.view';
import { errors } from '../errors';
import { type ChangePasswordBody, changePasswordBody } from '../password/password.dto';
import { PasswordService } from '../password/password.service';
import {
  type RegisterBody,
  registerBody,
  registerResponse,
} from '../registration/registration.dto';
import { RegistrationService } from '../registration/registration.service';
import { SessionTokens } from '../session/session-tokens';
import {
  loginResponse,
  type RefreshBody,
  refreshBody,
  tokenResponse,
} from '../session/session.dto';
import { SessionService } from '../session/session.service';
import { type LoginBody, loginBody } from './login.dto';
import { LoginService } from './login.service';

@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly logins: LoginService,
    private readonly tokens: SessionTokens,
    private readonly sessions: SessionService,
    private readonly passwords: PasswordService,
    private readonly access: AccountAccess,
  ) {}

  @Post('register')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Create an account',
    body: registerBody,
    response: registerResponse,
    status: 201,
    errors: [
      errors.EMAIL_TAKEN,
      errors.USERNAME_TAKEN,
      errors.PASSWORD_TOO_WEAK,
      errors.PASSWORDS_DIFFER,
      errors.OVERLOADED,
    ],
  })
  registerUser(@Body() body: RegisterBody, @Ip() ip: string) {
    return this.registration.registerUser(body, { ip });
  }

  @Post('login')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Log in with a password',
    description:
      'A user with an authenticator app gets SECOND_FACTOR_REQUIRED with a challenge_token, which is valid for five minutes.',
    body: loginBody,
    response: loginResponse,
    errors: [
      errors.INVALID_CREDENTIALS,
      errors.ACCOUNT_BANNED,
      errors.SECOND_FACTOR_REQUIRED,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      errors.OVERLOADED,
    ],
  })
  logInWithPassword(@Body() body: LoginBody, @Ip() ip: string) {
    return this.logins.logIn(body, { info: body.device_info, ip });
  }

  @Post('refresh')
  @Endpoint({
    access: 'public',
    limit: 'refresh',
    summary: 'Exchange a refresh token for new tokens',
    body: refreshBody,
    response: tokenResponse,
    errors: [
      errors.REFRESH_TOKEN_INVALID,
      errors.ACCOUNT_BANNED,
      errors.REFRESH_TOKEN_EXPIRED,
      errors.REFRESH_TOKEN_REUSED,
      errors.SESSION_REVOKED,
      errors.ACCOUNT_INACTIVE,
    ],
  })
  refreshTokens(@Body() body: RefreshBody, @Ip() ip: string) {
    return this.tokens.refresh(body.refresh_token, ip);
  }

  @Post('logout')
  @Endpoint({ access: 'authenticated', summary: 'Log out', status: 204 })
  logOut(@CurrentCaller() caller: Caller) {
    return this.sessions.logOut(caller);
  }

  @Post('change-password')
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Change your password',
    description: 'Ends every other session.',
    body: changePasswordBody,
    status: 204,
    errors: [
      errors.CURRENT_PASSWORD_WRONG,
      errors.PASSWORD_REUSED,
      errors.PASSWORD_TOO_WEAK,
      errors.PASSWORDS_DIFFER,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      ...accessErrors,
      errors.CONFLICT,
      errors.OVERLOADED,
    ],
  })
  changePassword(
    @CurrentCaller() caller: Caller,
    @Body() body: ChangePasswordBody,
    @Ip() ip: string,
  ) {
    return this.passwords.changePassword(caller, body, ip);
  }

  @Get('me')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your account',
    response: accountResponse,
    errors: accessErrors,
  })
  async getMe(@CurrentCaller() caller: Caller) {
    return accountView(await this.access.require(caller));
  }
}
