import { Body, Controller, Ip, Post } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type ExternalLoginBody,
  externalLoginBody,
  externalLoginResponse,
} from './external-login.dto';
import { ExternalLoginService } from './external-login.service';

const answers = {
  access: 'public',
  limit: 'auth',
  body: externalLoginBody,
  response: externalLoginResponse,
  errors: [
    errors.EXTERNAL_LOGIN_NOT_OFFERED,
    errors.ID_TOKEN_INVALID,
    errors.EXTERNAL_EMAIL_UNVERIFIED,
    errors.EMAIL_TAKEN,
    errors.USERNAME_TAKEN,
    errors.ACCOUNT_INACTIVE,
    errors.SECOND_FACTOR_REQUIRED,
    errors.IDENTITY_PROVIDER_UNAVAILABLE,
  ],
} as const;

@Controller('api/v1/auth')
export class ExternalLoginController {
  constructor(private readonly logins: ExternalLoginService) {}

  @Post('google')
  @Endpoint({ ...answers, summary: 'Log in, or open an account, with an id token of Google' })
  async logInWithGoogle(@Body() body: ExternalLoginBody, @Ip() ip: string) {
    return this.logins.logIn('google', body, ip);
  }

  @Post('apple')
  @Endpoint({ ...answers, summary: 'Log in, or open an account, with an id token of Apple' })
  async logInWithApple(@Body() body: ExternalLoginBody, @Ip() ip: string) {
    return this.logins.logIn('apple', body, ip);
  }
}
