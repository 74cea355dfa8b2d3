import { Body, Controller, Ip, Post } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type ExternalLoginBody,
  externalLoginBody,
  externalLoginResponse,
} from './external-login.dto';
import { ExternalLoginService } from './external-login.service';

const login = {
  access: 'public',
  limit: 'auth',
  description:
    'Creates an account for a new user. For a user with an authenticator app, the error is SECOND_FACTOR_REQUIRED.',
  body: externalLoginBody,
  response: externalLoginResponse,
  errors: [
    errors.EXTERNAL_LOGIN_NOT_OFFERED,
    errors.ID_TOKEN_INVALID,
    errors.EXTERNAL_EMAIL_UNVERIFIED,
    errors.EMAIL_TAKEN,
    errors.USERNAME_TAKEN,
    errors.ACCOUNT_INACTIVE,
    errors.ACCOUNT_BANNED,
    errors.CONFLICT,
    errors.SECOND_FACTOR_REQUIRED,
    errors.IDENTITY_PROVIDER_UNAVAILABLE,
  ],
} as const;

@Controller('api/v1/auth')
export class ExternalLoginController {
  constructor(private readonly logins: ExternalLoginService) {}

  @Post('google')
  @Endpoint({ ...login, summary: 'Log in with a Google ID token' })
  logInWithGoogle(@Body() body: ExternalLoginBody, @Ip() ip: string) {
    return this.logins.logIn('google', body, ip);
  }

  @Post('apple')
  @Endpoint({ ...login, summary: 'Log in with an Apple ID token' })
  logInWithApple(@Body() body: ExternalLoginBody, @Ip() ip: string) {
    return this.logins.logIn('apple', body, ip);
  }
}
