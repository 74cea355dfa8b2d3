import { Body, Controller, Get, Ip, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { accountResponse, toAccountResponse } from '../account/account.dto';
import { errors } from '../errors';
import { PasswordService } from '../password/password.service';
import { SessionService } from '../session/session-tokens';
import { type RefreshBody, refreshBody, tokenResponse } from '../session/session.dto';
import {
  type ChangePasswordBody,
  type LoginBody,
  type RegisterBody,
  changePasswordBody,
  loginBody,
  loginResponse,
  registerBody,
  registerResponse,
} from './auth.dto';
import { AuthService } from './login.service';

@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly accounts: AccountService,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
  ) {}

  @Post('register')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Open an account',
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
  async register(@Body() body: RegisterBody, @Ip() ip: string) {
    return this.auth.registerUser(body, { ip });
  }

  @Post('login')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Log in on a device',
    body: loginBody,
    response: loginResponse,
    description:
      'Somebody with a second factor gets SECOND_FACTOR_REQUIRED with a challenge_token, good for five minutes.',
    errors: [
      errors.INVALID_CREDENTIALS,
      errors.SECOND_FACTOR_REQUIRED,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      errors.OVERLOADED,
    ],
  })
  async logIn(@Body() body: LoginBody, @Ip() ip: string) {
    return this.auth.logIn(body, { info: body.device_info, ip });
  }

  @Post('refresh')
  @Endpoint({
    access: 'public',
    summary: 'Exchange a refresh token',
    body: refreshBody,
    response: tokenResponse,
    errors: [
      errors.REFRESH_TOKEN_INVALID,
      errors.REFRESH_TOKEN_EXPIRED,
      errors.REFRESH_TOKEN_REUSED,
      errors.SESSION_REVOKED,
      errors.ACCOUNT_INACTIVE,
    ],
  })
  async refresh(@Body() body: RefreshBody, @Ip() ip: string) {
    return this.sessions.refreshSession(body.refresh_token, ip);
  }

  @Post('logout')
  @Endpoint({ access: 'authenticated', summary: 'End the session of the token', status: 204 })
  async logOut(@CurrentCaller() caller: Caller) {
    await this.sessions.endSession(caller);
  }

  @Post('change-password')
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Change the password; every other session ends',
    body: changePasswordBody,
    status: 204,
    errors: [
      errors.CURRENT_PASSWORD_WRONG,
      errors.PASSWORD_REUSED,
      errors.PASSWORD_TOO_WEAK,
      errors.PASSWORDS_DIFFER,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      errors.ACCOUNT_INACTIVE,
      errors.SESSION_REVOKED,
      errors.CONFLICT,
      errors.OVERLOADED,
    ],
  })
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Body() body: ChangePasswordBody,
    @Ip() ip: string,
  ) {
    await this.passwords.changePassword(caller, body, ip);
  }

  @Get('me')
  @Endpoint({
    access: 'authenticated',
    summary: 'The account behind the token',
    response: accountResponse,
    errors: [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED],
  })
  async getMe(@CurrentCaller() caller: Caller) {
    return toAccountResponse(await this.accounts.getAccount(caller));
  }
}
