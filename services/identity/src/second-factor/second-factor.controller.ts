import { Body, Controller, Delete, Get, Ip, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { loginResponse } from '../session/session.dto';
import { LoginChallenges } from './login-challenges';
import {
  type ConfirmBody,
  confirmBody,
  enrolmentResponse,
  type FinishLoginBody,
  finishLoginBody,
  recoveryCodesResponse,
  secondFactorResponse,
} from './second-factor.dto';
import { SecondFactorService } from './second-factor.service';

@Controller('api/v1/auth')
export class SecondFactorController {
  constructor(
    private readonly factors: SecondFactorService,
    private readonly challenges: LoginChallenges,
  ) {}

  @Post('login/second-factor')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Finish a login with a code of the authenticator app or a recovery code',
    body: finishLoginBody,
    response: loginResponse,
    errors: [
      errors.LOGIN_CHALLENGE_INVALID,
      errors.ACCOUNT_BANNED,
      errors.SECOND_FACTOR_CODE_WRONG,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
    ],
  })
  finishLogin(@Body() body: FinishLoginBody, @Ip() ip: string) {
    return this.challenges.finish(body, ip);
  }

  @Get('second-factor')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the state of your authenticator app',
    response: secondFactorResponse,
    errors: accessErrors,
  })
  getSecondFactor(@CurrentCaller() caller: Caller) {
    return this.factors.getSecondFactor(caller);
  }

  @Post('second-factor')
  @Endpoint({
    access: 'authenticated',
    summary: 'Set up an authenticator app',
    description: 'Logins require a code after you confirm the first code.',
    response: enrolmentResponse,
    status: 201,
    errors: [errors.RECENT_AUTHENTICATION_REQUIRED, errors.SECOND_FACTOR_ENABLED, ...accessErrors],
  })
  enrolSecondFactor(@CurrentCaller() caller: Caller) {
    return this.factors.enrol(caller);
  }

  @Post('second-factor/confirm')
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Confirm the authenticator app with its first code',
    body: confirmBody,
    response: recoveryCodesResponse,
    errors: [
      errors.SECOND_FACTOR_CODE_WRONG,
      errors.SECOND_FACTOR_ENABLED,
      errors.SECOND_FACTOR_NOT_ENABLED,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      ...accessErrors,
    ],
  })
  confirmSecondFactor(@CurrentCaller() caller: Caller, @Body() { code }: ConfirmBody) {
    return this.factors.confirm(caller, code);
  }

  @Post('second-factor/recovery-codes')
  @Endpoint({
    access: 'authenticated',
    summary: 'Replace the recovery codes',
    response: recoveryCodesResponse,
    status: 201,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.SECOND_FACTOR_NOT_ENABLED,
      ...accessErrors,
    ],
  })
  renewRecoveryCodes(@CurrentCaller() caller: Caller) {
    return this.factors.renewRecoveryCodes(caller);
  }

  @Delete('second-factor')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove the authenticator app and the recovery codes',
    status: 204,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.SECOND_FACTOR_NOT_ENABLED,
      ...accessErrors,
    ],
  })
  disableSecondFactor(@CurrentCaller() caller: Caller) {
    return this.factors.disable(caller);
  }
}
